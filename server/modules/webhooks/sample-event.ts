import { sample } from '../../base/sample.ts';
import type { LoggedEvent } from '../../platform/events/log.ts';
import type { WebhookEventType } from './event-types.ts';
import type { Facts, Person } from './facts.ts';

const person = (id: string, kind: Person['kind'], name: string): Person => ({
  id,
  kind,
  roles: kind === 'Agent' ? ['Agent'] : [],
  display_name: name,
  email: `${name.toLowerCase().replaceAll(' ', '-')}@parley.invalid`,
  phone_number: null,
  first_name: null,
  last_name: null,
});

/** Numbers of real conversations begin above 10000. */
const CONVERSATION = 0;
const REPLACED = '00000000-0000-4000-8000-000000000000';

function conversation(now: string) {
  return {
    id: CONVERSATION,
    kind: 'EmailConversation',
    channel: 'Email',
    requester_id: sample.customerId,
    direction: 'Inbound',
    state: 'Open',
    state_updated_at: now,
    created_at: now,
    closed_at: null,
    assigned_agent_id: sample.agentId,
    assigned_at: now,
    queue_id: sample.queueId,
    queued_at: null,
    followup_at: null,
    language: null,
    subject: 'Test',
    details: {},
    custom_attributes: {},
    attribute_list: null,
    parent_id: null,
    link_type: null,
    contact_point: 'test@parley.invalid',
    origin: 'Api',
    transport_expires_at: null,
    anonymized_at: null,
  } as const;
}

function facts(id: string, organization: Facts['organization'], now: string): Facts {
  const people = [
    person(sample.customerId, 'EndUser', 'Test'),
    person(sample.agentId, 'Agent', 'Test agent'),
    person(sample.otherAgentId, 'Agent', 'Other agent'),
    person(REPLACED, 'EndUser', 'Before'),
  ];
  const content = { _type: 'Text', value: 'This is a test' };
  return {
    organization,
    conversations: new Map([[CONVERSATION, conversation(now)]]),
    tags: new Map([[CONVERSATION, [{ id: sample.tagId, name: 'test', state: 'Active' }]]]),
    turns: new Map(),
    people: new Map(people.map((one) => [one.id, one])),
    queues: new Map([[sample.queueId, 'Test']]),
    widgets: new Map(),
    messages: new Map([
      [
        sample.messageId,
        {
          id: sample.messageId,
          conversation_id: CONVERSATION,
          author_id: sample.customerId,
          direction: 'Inbound',
          external_id: null,
          created_at: now,
          attributes: { emailContent: { content }, attachments: [] },
          anonymized_at: null,
        },
      ],
    ]),
    notes: new Map([[sample.noteId, { id: sample.noteId, conversation_id: CONVERSATION, author_id: sample.agentId, message: 'This is a test', created_at: now }]]),
    ratings: new Map([
      [
        sample.ratingId,
        {
          key: sample.ratingId,
          id: sample.ratingId,
          conversation_id: CONVERSATION,
          type: 'Csat',
          status: 'Rated',
          score: 5,
          comment: 'This is a test',
          user_id: sample.customerId,
          agent_id: sample.agentId,
          language: null,
          timestamps: {},
        },
      ],
    ]),
    pendingBy: new Map([[id, sample.agentId]]),
  };
}

/** What the log would say. */
function dataOf(type: WebhookEventType): LoggedEvent['data'] {
  if (type.startsWith('ConversationMessage')) return { messageId: sample.messageId };
  if (type.startsWith('SLA')) return { policyId: REPLACED, policyName: 'Test', metric: 'FirstResponse', deadline: null };
  if (type.startsWith('ConversationTag')) return { tag: 'test' };
  if (type.endsWith('Ip')) return { ip: '192.0.2.1' };
  if (type.endsWith('Enduser')) return { userId: sample.customerId };
  switch (type) {
    case 'ConversationNoteAdded':
      return { noteId: sample.noteId };
    case 'ConversationRated':
      return { ratingId: sample.ratingId };
    case 'ConversationTransferred':
      return { destinationType: 'Queue', destinationId: sample.queueId };
    case 'ConversationEndUserReplaced':
      return { oldUserId: REPLACED, newUserId: sample.customerId };
    default:
      return { agentId: sample.agentId, queueId: sample.queueId };
  }
}

/** An event of the given type about a conversation that does not exist, with all that its payload is made of. */
export function sampleEvent(id: string, type: WebhookEventType, organization: Facts['organization'], now: string): { event: LoggedEvent; facts: Facts } {
  const event: LoggedEvent = {
    organization_id: organization.id,
    seq: 0,
    xid: '0',
    id,
    type,
    conversation_id: type.startsWith('Agent') ? null : CONVERSATION,
    actor_id: sample.agentId,
    at: now,
    recorded_at: now,
    data: dataOf(type),
  };
  return { event, facts: facts(id, organization, now) };
}
