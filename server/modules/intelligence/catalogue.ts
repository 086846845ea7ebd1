import { channelCodes, type FactRow, type FactSource } from '../analytics/index.ts';
import { attributeNames, describeFilters } from './filters.ts';
import type { Category, IntelligenceMetric, IntelligenceRecord } from './schema.ts';

export type Aggregate = 'count' | 'sum' | 'min' | 'max' | 'average' | 'stdDev' | 'percentage';

interface Entry {
  readonly id: string;
  readonly name: string;
  readonly category: Category;
  readonly description: string;
  readonly source: FactSource;
  readonly filters: readonly string[];
}

export interface Metric extends Entry {
  readonly aggregates: readonly Aggregate[];
  readonly records: readonly string[];
  /** What percentage means: the share of these values, less the share of those. */
  readonly share?: { readonly of: readonly number[]; readonly less?: readonly number[] };
}

type CellValue = string | number | undefined;
export interface Column {
  readonly field: string;
  readonly value: (row: FactRow) => CellValue;
  readonly label?: (row: FactRow) => string | null | undefined;
}

export interface RecordKind extends Entry {
  readonly columns: readonly Column[];
  readonly metrics: readonly string[];
}

const spread: readonly Aggregate[] = ['count', 'sum', 'min', 'max', 'average', 'stdDev'];
const about = attributeNames.filter((name) => name !== 'team');
const whole = about.filter((name) => name !== 'agent');
const score: readonly Aggregate[] = ['count', 'average', 'percentage'];
const conversations = 'conversations' as const;

/** The same metrics for people and for AI agents, under names of their own. */
function metricsOfAgents(category: 'agents' | 'aiagents', prefix: string, who: string): Metric[] {
  const entry = { category, filters: attributeNames };
  return [
    {
      ...entry,
      id: `${prefix}Assignments`,
      name: `Assignments of ${who}`,
      description: `Conversations that ${who} were given`,
      source: { kind: 'assigned' },
      aggregates: ['count'],
      records: [`${prefix}Assignments`],
    },
    {
      ...entry,
      id: `${prefix}ClosedConversations`,
      name: `Conversations closed by ${who}`,
      description: `Conversations that ${who} closed`,
      source: { kind: 'closed' },
      aggregates: ['count'],
      records: [`${prefix}ClosedConversations`],
    },
    {
      ...entry,
      id: `${prefix}FirstResponseTime`,
      name: `First response time of ${who}`,
      description: `From the beginning of an inbound conversation to the first answer, where ${who} gave it, in milliseconds`,
      source: { kind: 'first_response', measured: 'value' },
      aggregates: spread,
      records: [],
    },
    {
      ...entry,
      id: `${prefix}Csat`,
      name: `Satisfaction with ${who}`,
      description: `Ratings of ${who}; the percentage is the share of 4 and 5`,
      source: { kind: 'rated', detail: 'Csat', measured: 'value' },
      aggregates: score,
      records: [`${prefix}Ratings`],
      share: { of: [4, 5] },
    },
  ];
}

/** Durations are in milliseconds. */
export const metrics: readonly Metric[] = [
  {
    id: 'createdConversations',
    name: 'Created conversations',
    category: conversations,
    description: 'Conversations that began',
    source: { kind: 'created' },
    filters: whole,
    aggregates: ['count'],
    records: ['createdConversations'],
  },
  {
    id: 'closedConversations',
    name: 'Closed conversations',
    category: conversations,
    description: 'Conversations that were closed',
    source: { kind: 'closed' },
    filters: about,
    aggregates: ['count'],
    records: ['closedConversations'],
  },
  {
    id: 'reopenedConversations',
    name: 'Reopened conversations',
    category: conversations,
    description: 'Closed conversations that were opened again',
    source: { kind: 'reopened' },
    filters: whole,
    aggregates: ['count'],
    records: [],
  },
  {
    id: 'transferredConversations',
    name: 'Transferred conversations',
    category: conversations,
    description: 'Conversations that were moved to a queue',
    source: { kind: 'transferred' },
    filters: about,
    aggregates: ['count'],
    records: [],
  },
  {
    id: 'firstResponseTime',
    name: 'First response time',
    category: conversations,
    description: 'From the beginning of an inbound conversation to the first answer, in milliseconds',
    source: { kind: 'first_response', measured: 'value' },
    filters: about,
    aggregates: spread,
    records: ['firstResponses'],
  },
  {
    // The name that the published guide uses.
    id: 'responseTime',
    name: 'Response time',
    category: conversations,
    description: 'The same as firstResponseTime',
    source: { kind: 'first_response', measured: 'value' },
    filters: about,
    aggregates: spread,
    records: ['firstResponses'],
  },
  {
    id: 'resolutionTime',
    name: 'Resolution time',
    category: conversations,
    description: 'From the beginning of a conversation to its closing, in milliseconds',
    source: { kind: 'closed', measured: 'value' },
    filters: about,
    aggregates: spread,
    records: ['closedConversations'],
  },
  {
    id: 'queueWaitingTime',
    name: 'Waiting time',
    category: conversations,
    description: 'From entering a queue to an agent, in milliseconds',
    source: { kind: 'assigned', measured: 'value' },
    filters: about,
    aggregates: spread,
    records: [],
  },
  {
    id: 'messagesPerConversation',
    name: 'Messages per conversation',
    category: conversations,
    description: 'Messages that conversations had when they were closed',
    source: { kind: 'closed', measured: 'messages' },
    filters: about,
    aggregates: spread,
    records: ['closedConversations'],
  },
  {
    id: 'csat',
    name: 'Customer satisfaction',
    category: conversations,
    description: 'Ratings from 1 to 5; the percentage is the share of 4 and 5',
    source: { kind: 'rated', detail: 'Csat', measured: 'value' },
    filters: about,
    aggregates: score,
    records: ['ratings'],
    share: { of: [4, 5] },
  },
  {
    id: 'nps',
    name: 'Net promoter score',
    category: conversations,
    description: 'Ratings from 0 to 10; the percentage is the share of 9 and 10 less the share of 0 to 6',
    source: { kind: 'rated', detail: 'Nps', measured: 'value' },
    filters: about,
    aggregates: score,
    records: ['ratings'],
    share: { of: [9, 10], less: [0, 1, 2, 3, 4, 5, 6] },
  },
  ...metricsOfAgents('agents', 'agent', 'agents'),
  ...metricsOfAgents('aiagents', 'aiAgent', 'AI agents'),
];

const channels = new Map(Object.entries(channelCodes).map(([name, { code, label }]) => [code, { name, label }]));

function columns(at: string, ...more: Column[]): Column[] {
  return [
    { field: at, value: (row) => row.at },
    { field: 'conversationId', value: (row) => row.conversation_id },
    { field: 'channel', value: (row) => channels.get(row.channel)?.name ?? row.channel, label: (row) => channels.get(row.channel)?.label },
    { field: 'direction', value: (row) => (row.direction === null ? undefined : row.direction[0]! + row.direction.slice(1).toLowerCase()) },
    { field: 'contactPoint', value: (row) => row.contact_point ?? undefined },
    { field: 'queue', value: (row) => row.queue_id ?? undefined, label: (row) => row.queue_name },
    { field: 'agent', value: (row) => row.agent_id ?? undefined, label: (row) => row.agent_name },
    ...more,
  ];
}

const measured = (field: string): Column => ({ field, value: (row) => row.value ?? undefined });
const detail = (field: string): Column => ({ field, value: (row) => row.detail ?? undefined });
const closings = columns('closedAt', measured('resolutionTime'), { field: 'messages', value: (row) => row.messages ?? undefined }, detail('closedBy'));
const ratings = columns('ratedAt', measured('score'), detail('ratingType'), { field: 'comment', value: (row) => row.comment ?? undefined });

function recordsOfAgents(category: 'agents' | 'aiagents', prefix: string, who: string): RecordKind[] {
  const entry = { category, filters: attributeNames };
  return [
    {
      ...entry,
      id: `${prefix}Assignments`,
      name: `Assignments of ${who}`,
      description: `One row for each conversation that ${who} were given`,
      source: { kind: 'assigned' },
      columns: columns('assignedAt', measured('queueWaitingTime')),
      metrics: [`${prefix}Assignments`],
    },
    {
      ...entry,
      id: `${prefix}ClosedConversations`,
      name: `Conversations closed by ${who}`,
      description: `One row for each closing by ${who}`,
      source: { kind: 'closed' },
      columns: closings,
      metrics: [`${prefix}ClosedConversations`],
    },
    { ...entry, id: `${prefix}Ratings`, name: `Ratings of ${who}`, description: `One row for each rating of ${who}`, source: { kind: 'rated' }, columns: ratings, metrics: [`${prefix}Csat`] },
  ];
}

export const records: readonly RecordKind[] = [
  {
    id: 'createdConversations',
    name: 'Created conversations',
    category: conversations,
    description: 'One row for each conversation that began',
    source: { kind: 'created' },
    filters: whole,
    columns: columns('createdAt'),
    metrics: ['createdConversations'],
  },
  {
    id: 'closedConversations',
    name: 'Closed conversations',
    category: conversations,
    description: 'One row for each closing of a conversation',
    source: { kind: 'closed' },
    filters: about,
    columns: closings,
    metrics: ['closedConversations', 'resolutionTime', 'messagesPerConversation'],
  },
  {
    id: 'firstResponses',
    name: 'First responses',
    category: conversations,
    description: 'One row for the first answer to each inbound conversation',
    source: { kind: 'first_response' },
    filters: about,
    columns: columns('respondedAt', measured('firstResponseTime')),
    metrics: ['firstResponseTime', 'responseTime'],
  },
  { id: 'ratings', name: 'Ratings', category: conversations, description: 'One row for each rating', source: { kind: 'rated' }, filters: about, columns: ratings, metrics: ['csat', 'nps'] },
  ...recordsOfAgents('agents', 'agent', 'agents'),
  ...recordsOfAgents('aiagents', 'aiAgent', 'AI agents'),
];

const common = ({ id, name, category, description, filters }: Entry) => ({
  id,
  name,
  category,
  description,
  deprecated: false,
  primaryFilters: category === 'conversations' ? (['period', 'conversationIds'] as ('period' | 'conversationIds')[]) : (['period'] as ('period' | 'conversationIds')[]),
  filters: describeFilters(filters),
});

export const describeMetric = (metric: Metric): IntelligenceMetric => ({ ...common(metric), aggregates: [...metric.aggregates], records: [...metric.records] });
export const describeRecord = (record: RecordKind): IntelligenceRecord => ({ ...common(record), fields: record.columns.map(({ field }) => field), metrics: [...record.metrics] });
