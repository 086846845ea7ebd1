/** An organization's year as calls name it. */
export interface Year {
  readonly agents: readonly string[];
  readonly queues: readonly string[];
  readonly tags: readonly string[];
  /** Words from frequent to rare. */
  readonly words: (rank: number) => string;
}

const [SEARCH_MS, REPORT_MS] = [300, 500];

type Request = readonly [method: 'GET' | 'POST', path: string, body?: object];

export interface Case {
  /** Milliseconds that 19 of 20 calls must stay below. */
  readonly limit: number;
  readonly make: (turn: number) => Request;
}

/** Words, filters, and both; broad and narrow. */
export function searchCases({ words, agents, queues, tags }: Year): Record<string, Case> {
  const search = (body: object): Request => ['POST', '/beta/search/conversations', body];
  const all = (...fields: object[]) => ({ strategy: 'All', conditions: fields.map((field) => ({ field })) });
  const one = (_type: string, ...values: string[]) => ({ _type, operator: { _type: 'IsOneOf', values } });
  const since = (_type: string, days: number) => ({ _type, operator: { _type: 'Since', timestamp: new Date(Date.now() - days * 86_400_000).toISOString() } });
  const text = (value: string, more: object = {}): object => ({ query: { value, ...more } });
  return {
    'search: one frequent word': { limit: SEARCH_MS, make: (turn) => search(text(words(turn % 5))) },
    'search: one middling word': { limit: SEARCH_MS, make: (turn) => search(text(words(1000 + turn))) },
    'search: one rare word': { limit: SEARCH_MS, make: (turn) => search(text(words(25_000 + turn))) },
    'search: two frequent words': { limit: SEARCH_MS, make: (turn) => search(text(`${words(turn % 5)} ${words(5 + (turn % 7))}`)) },
    'search: frequent and rare word': { limit: SEARCH_MS, make: (turn) => search(text(`${words(turn % 5)} ${words(20_000 + turn)}`)) },
    'search: three middling words (mostly none)': { limit: SEARCH_MS, make: (turn) => search(text(`${words(500 + turn)} ${words(700 + turn)} ${words(900 + turn)}`)) },
    'search: phrase of two frequent words': { limit: SEARCH_MS, make: (turn) => search(text(`${words(turn % 5)} ${words(1 + (turn % 5))}`, { exactMatch: true })) },
    'search: a typo': { limit: SEARCH_MS, make: (turn) => search(text(words(3000 + turn).replace(/^(.{4})(.)(.)/, '$1$3$2'))) },
    'search: nothing like it': { limit: SEARCH_MS, make: (turn) => search(text(`zzqxj${turn}vvkq`)) },
    'search: agent': { limit: SEARCH_MS, make: (turn) => search({ filters: all(one('AgentId', agents[turn % 60]!)) }) },
    'search: agent, queue, channel, week': {
      limit: SEARCH_MS,
      make: (turn) => search({ filters: all(one('AgentId', agents[turn % 60]!), one('QueueId', queues[turn % 12]!), one('Channel', 'email'), since('CreationDate', 7)) }),
    },
    'search: closed (the newest are open)': { limit: SEARCH_MS, make: () => search({ filters: all(one('Status', 'closed')) }) },
    'search: open': { limit: SEARCH_MS, make: () => search({ filters: all(one('Status', 'open')) }) },
    'search: closed long ago': {
      limit: SEARCH_MS,
      make: () => search({ filters: all({ _type: 'ClosedDate', operator: { _type: 'Until', timestamp: new Date(Date.now() - 360 * 86_400_000).toISOString() } }) }),
    },
    'search: last message this week': { limit: SEARCH_MS, make: () => search({ filters: all(since('LastMessage', 7)) }) },
    'search: last activity long ago': {
      limit: SEARCH_MS,
      make: () => search({ filters: all({ _type: 'LastActivity', operator: { _type: 'Until', timestamp: new Date(Date.now() - 362 * 86_400_000).toISOString() } }) }),
    },
    'search: two tags': { limit: SEARCH_MS, make: (turn) => search({ filters: all({ _type: 'TagId', operator: { _type: 'IncludesAll', values: [tags[turn % 40]!, tags[(turn + 7) % 40]!] } }) }) },
    'search: without tags': { limit: SEARCH_MS, make: () => search({ filters: all({ _type: 'TagId', operator: { _type: 'IsEmpty' } }) }) },
    'search: nothing fits': { limit: SEARCH_MS, make: (turn) => search({ filters: all(one('Channel', 'whatsapp'), one('AgentId', agents[turn % 60]!)) }) },
    'search: long or with an agent': {
      limit: SEARCH_MS,
      make: (turn) =>
        search({
          filters: {
            strategy: 'Any',
            conditions: [{ field: { _type: 'Duration', operator: { _type: 'LongerThanOrEqualTo', duration: 300_000_000 } } }, { field: one('AgentId', agents[turn % 60]!) }],
          },
        }),
    },
    'search: frequent word and agent': { limit: SEARCH_MS, make: (turn) => search({ ...text(words(turn % 5)), filters: all(one('AgentId', agents[turn % 60]!)) }) },
    'search: middling word and open': { limit: SEARCH_MS, make: (turn) => search({ ...text(words(200 + turn)), filters: all(one('Status', 'open')) }) },
    'search: frequent word, filter that fits nothing': { limit: SEARCH_MS, make: (turn) => search({ ...text(words(turn % 5)), filters: all(one('Channel', 'whatsapp')) }) },
  };
}

/** Metrics and records over everything there is. */
export function reportCases({ agents, queues, tags }: Year): Record<string, Case> {
  const metric = (id: string, more: object = {}): Request => [
    'POST',
    '/beta/analytics/metrics',
    { id, timezone: 'Europe/Copenhagen', periodFilter: { _type: 'Interval', start: '2000-01-01T00:00:00Z', end: '2100-01-01T00:00:00Z' }, ...more },
  ];
  const by = (attribute: string, ...values: string[]) => ({ filters: [{ attribute, values }] });
  return {
    'report: closed, all': { limit: REPORT_MS, make: () => metric('closed_conversations') },
    'report: resolution time, all': { limit: REPORT_MS, make: () => metric('resolution_time') },
    'report: resolution time of a queue': { limit: REPORT_MS, make: (turn) => metric('resolution_time', by('queue_id', queues[turn % 12]!)) },
    'report: resolution time of an agent on a channel': {
      limit: REPORT_MS,
      make: (turn) =>
        metric('resolution_time', {
          filters: [
            { attribute: 'agent_id', values: [agents[turn % 60]!] },
            { attribute: 'channel', values: ['email'] },
          ],
        }),
    },
    'report: closed with a tag': { limit: REPORT_MS, make: (turn) => metric('closed_conversations', by('tag_id', tags[turn % 40]!)) },
    'report: satisfaction, all': { limit: REPORT_MS, make: () => metric('csat') },
    'report: assignments per agent, all': { limit: REPORT_MS, make: () => metric('conversation_assignments_per_agent') },
    'report: rows of closings': {
      limit: REPORT_MS,
      make: () => [
        'POST',
        '/beta/analytics/records?pageLimit=300',
        { id: 'closed_conversations', timezone: 'UTC', periodFilter: { _type: 'Interval', start: '2000-01-01T00:00:00Z', end: '2100-01-01T00:00:00Z' } },
      ],
    },
    'report: rows of an agent': {
      limit: REPORT_MS,
      make: (turn) => ['POST', '/beta/analytics/records', { id: 'ratings', timezone: 'UTC', filters: [{ attribute: 'agent_id', values: [agents[turn % 60]!] }] }],
    },
  };
}

/** Windows of an export: readers ask for one after the other. */
export function exportCases(): Record<string, Case> {
  const window = (turn: number, ms: number): string => {
    const from = Date.now() - (30 + (turn % 300)) * 86_400_000;
    return `_after=${from}&`.concat(`%before=${from + ms}`);
  };
  const path = (call: string, by: string, turn: number, ms: number): Request => ['GET', `/v1/${call}?${by}${window(turn, ms).replace('%', `${by}_`)}`];
  const HOUR = 3_600_000;
  return {
    'export: conversations updated in an hour': { limit: REPORT_MS, make: (turn) => path('conversation_export', 'updated', turn, HOUR) },
    'export: an empty window': { limit: 100, make: () => ['GET', '/v1/conversation_export?created_after=2001-01-01&created_before=2001-01-31'] },
    'export: messages of an hour': { limit: REPORT_MS, make: (turn) => path('message_export', 'created', turn, HOUR) },
  };
}
