import { describe, expect, it } from 'vitest';
import { factsOf, type Background, type PastEvent } from './facts.ts';

const agent = 'a0000000-0000-4000-8000-000000000001';
const customer = 'c0000000-0000-4000-8000-000000000001';
const about: Background = {
  createdAt: '2026-03-02T10:00:00.000Z',
  direction: 'Inbound',
  personKind: (id) => ({ [agent]: 'Agent', [customer]: 'EndUser' })[id],
  rating: () => ({ agent_id: agent, score: 4, rated_at: '2026-03-02T10:09:00.000Z' }),
  messagesAt: () => 3,
};

/** A past with an event each minute: its type, who, what. */
function past(...events: [type: string, actor?: string | null, data?: Record<string, unknown>][]): PastEvent[] {
  return events.map(([type, actor_id = null, data = {}], index) => ({ seq: index + 1, type, actor_id, data, at: new Date(Date.parse(about.createdAt) + index * 60_000).toISOString() }));
}
const facts = (history: PastEvent[], background: Background = about) => factsOf(background, history, new Set(history.map((event) => event.seq)));
const closed = { kind: 'closed', detail: 'Agent' };

describe('facts of a conversation', () => {
  it('a wait ends with the agent, counts from the last queue, and is not there without a queue', () => {
    const history = past(
      ['ConversationEnqueued', null, { queueId: 'q1' }],
      ['ConversationEnqueued', null, { queueId: 'q2' }],
      ['ConversationAssigned', agent, { agentId: agent }],
      ['ConversationAssigned', agent, { agentId: agent }],
    );
    expect(facts(history)).toMatchObject([
      { kind: 'assigned', agent_id: agent, queue_id: 'q2', value: 60_000 },
      { kind: 'assigned', value: null },
    ]);
  });

  it('a closing says who closed, how long it took, how many messages there were and in which queue', () => {
    const history = past(['ConversationEnqueued', null, { queueId: 'q1' }], ['ConversationClosed', agent, { queueId: 'q2' }]);
    expect(facts(history)).toMatchObject([{ ...closed, agent_id: agent, queue_id: 'q2', value: 60_000, messages: 3 }]);
    for (const [actor, detail] of [
      [customer, 'Enduser'],
      [null, 'Unknown'],
      ['gone', 'Unknown'],
    ] as const)
      expect(facts(past(['ConversationClosed', actor]))).toMatchObject([{ agent_id: null, detail }]);
  });

  it('only what was closed is opened again: the early end of a follow-up is none', () => {
    expect(facts(past(['ConversationReopened']))).toEqual([]);
    expect(facts(past(['ConversationClosed', agent], ['ConversationReopened'], ['ConversationReopened']))).toMatchObject([closed, { kind: 'reopened' }]);
  });

  it('only an inbound conversation is answered', () => {
    const history = past(['ConversationCreatedByCustomer', customer], ['MessageAddedByAgent', agent]);
    expect(facts(history)).toMatchObject([{ kind: 'created' }, { kind: 'first_response', agent_id: agent, value: 60_000 }]);
    expect(facts(history, { ...about, direction: 'Outbound' })).toMatchObject([{ kind: 'created' }]);
  });

  it('a rating counts at the time it was given, in the queue of the conversation', () => {
    const history = past(['ConversationEnqueued', null, { queueId: 'q1' }], ['ConversationRated', customer, { ratingId: 'r', ratingType: 'Csat', score: 4 }]);
    expect(facts(history)).toMatchObject([{ kind: 'rated', at: '2026-03-02T10:09:00.000Z', agent_id: agent, queue_id: 'q1', value: 4, detail: 'Csat', rating_id: 'r' }]);
    expect(facts(history, { ...about, rating: () => undefined })).toEqual([]);
  });

  it('a past seen in parts gives the same facts as seen at once', () => {
    const history = past(
      ['ConversationCreatedByCustomer', customer],
      ['ConversationEnqueued', null, { queueId: 'q1' }],
      ['ConversationAssigned', agent, { agentId: agent }],
      ['MessageAddedByAgent', agent],
      ['TransferSuccessful', agent, { destinationId: 'q2' }],
      ['ConversationEnqueued', null, { queueId: 'q2' }],
      ['ConversationAssigned', agent, { agentId: agent }],
      ['ConversationClosed', agent],
      ['ConversationReopened', customer],
      ['ConversationClosed', null],
    );
    const whole = facts(history);
    expect(whole.map((fact) => fact.kind)).toEqual(['created', 'assigned', 'first_response', 'transferred', 'assigned', 'closed', 'reopened', 'closed']);
    for (let cut = 0; cut <= history.length; cut++) {
      const seqs = history.map((event) => event.seq);
      const early = factsOf(about, history.slice(0, cut), new Set(seqs.slice(0, cut)));
      const late = factsOf(about, history, new Set(seqs.slice(cut)));
      expect([...early, ...late]).toEqual(whole);
    }
  });
});
