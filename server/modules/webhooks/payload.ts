import type { LoggedEvent } from '../../platform/events/log.ts';
import type { ConversationRow } from '../conversations/index.ts';
import { nameOf } from '../people/index.ts';
import { textOfHtml } from '../search/index.ts';
import { upperSnake, type WebhookEventType } from './event-types.ts';
import { momentIn, type Facts } from './facts.ts';
import type { Moment } from './moment.ts';

type Json = Record<string, unknown>;

const statuses: Readonly<Record<string, string>> = { Open: 'OPEN', Pending: 'PENDING', AwaitingPending: 'PENDING', Closed: 'CLOSED' };

const snake = (name: string): string => name.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();

/** Makes the parts of payloads and remembers whom they name. Keys are in snake case, what is missing is null. */
class Parts {
  readonly #people = new Set<string>();
  readonly facts: Facts;

  constructor(facts: Facts) {
    this.facts = facts;
  }

  get people(): string[] {
    return [...this.#people];
  }

  user(id: string | null | undefined): Json | null {
    if (id === null || id === undefined) return null;
    this.#people.add(id);
    const person = this.facts.people.get(id);
    if (!person) return { id, name: null, email: null, phone: null, roles: [], user_type: null };
    const member = person.kind === 'Agent';
    return {
      id,
      name: nameOf(person),
      email: person.email,
      phone: person.phone_number,
      roles: member ? [...person.roles] : ['Enduser'],
      user_type: member ? 'Member' : 'Contact',
    };
  }

  queue(id: string | null | undefined): Json | null {
    return id === null || id === undefined ? null : { id, name: this.facts.queues.get(id) ?? null };
  }

  /** @param instead what the event itself says of the conversation, which its own transaction may have moved on. */
  conversation({ row, tags }: Moment, instead: Json): Json {
    return {
      csid: row.id,
      channel: upperSnake(row.channel),
      status: statuses[row.state],
      direction: row.direction === null ? null : row.direction.toUpperCase(),
      queue: this.queue(row.queue_id),
      contact_point: row.contact_point === null ? null : (this.facts.widgets.get(row.contact_point) ?? row.contact_point),
      requester: this.user(row.requester_id),
      assignee: this.user(row.assigned_agent_id),
      subject: row.subject,
      tags: tags.map((tag) => ({ id: tag.id, name: tag.name, is_deactivated: tag.state === 'Inactive' })),
      custom_attributes: (row.attribute_list ?? []).map((attribute) => ({ id: attribute.id, identifier: attribute.identifier, name: attribute.name, value: attribute.value })),
      created_at: row.created_at,
      ...instead,
    };
  }

  /** Facts of an event that has no form of its own: people and queues as objects, the rest under snake-case names. */
  plainly(data: Readonly<Json>): Json {
    return Object.fromEntries(
      Object.entries(data).map(([key, value]) => {
        const person = /^(.*(?:agent|user))Id$/i.exec(key)?.[1];
        if (person !== undefined && typeof value === 'string') return [snake(person), this.user(value)];
        if (key === 'queueId' && typeof value === 'string') return ['queue', this.queue(value)];
        return [snake(key), value];
      }),
    );
  }
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** What the event says of the conversation, whatever the rest of its transaction did. */
function insteadOf(type: WebhookEventType, event: LoggedEvent, parts: Parts): Json {
  switch (type) {
    case 'ConversationCreated':
    case 'ConversationOpen':
    case 'ConversationPendingExpired':
      return { status: 'OPEN' };
    case 'ConversationPending':
      return { status: 'PENDING' };
    case 'ConversationClosed':
    case 'ConversationAbandoned':
      return { status: 'CLOSED' };
    case 'ConversationEnqueued':
      return { queue: parts.queue(text(event.data.queueId)) };
    case 'ConversationAssigned':
      return { assignee: parts.user(text(event.data.agentId)) };
    case 'ConversationUnassigned':
      return { assignee: null };
    default:
      return {};
  }
}

const contentTypes: Readonly<Record<string, string>> = { Text: 'Text', Html: 'Html', Markdown: 'Markdown' };

function message(id: string | undefined, parts: Parts): Json {
  const row = id === undefined ? undefined : parts.facts.messages.get(id);
  if (!row) return { author: null, created_at: null, message_id: id ?? null, text: null, direction: null, channel: null, content: null, attachments: [], external_id: null };
  const attributes = row.attributes as { content?: Json; emailContent?: { content?: Json }; attachments?: { url: string; prettyName?: string }[] };
  const content = attributes.content ?? attributes.emailContent?.content;
  const conversation = parts.facts.conversations.get(row.conversation_id);
  return {
    author: parts.user(row.author_id),
    created_at: row.created_at,
    message_id: row.id,
    text: content?._type === 'Html' ? textOfHtml(text(content.value) ?? '') : (text(content?.value) ?? null),
    direction: row.direction.toLowerCase(),
    channel: conversation ? upperSnake(conversation.channel) : null,
    content: content ? { text: text(content.value) ?? null, content_type: contentTypes[String(content._type)] ?? null, original_content_url: null, processed_content_url: null } : null,
    attachments: (attributes.attachments ?? []).map((file) => ({ url: file.url, pretty_name: file.prettyName ?? null })),
    external_id: row.external_id,
  };
}

function rating(event: LoggedEvent, parts: Parts): Json {
  const row = parts.facts.ratings.get(String(event.data.ratingId));
  return {
    agent: parts.user(row?.agent_id),
    score: row?.score ?? event.data.score ?? null,
    comment: row?.comment ?? null,
    type: row?.type ?? event.data.ratingType ?? null,
  };
}

/** What the payload says beside the conversation. */
function details(type: WebhookEventType, event: LoggedEvent, row: ConversationRow | undefined, parts: Parts): Json {
  const { data } = event;
  switch (type) {
    case 'ConversationCreated':
    case 'ConversationOpen':
    case 'ConversationPending':
    case 'ConversationClosed':
    case 'ConversationEnqueued':
    case 'ConversationCustomAttributeUpdated':
      return {};
    case 'ConversationPendingExpired':
      return { pendingByUser: parts.user(parts.facts.pendingBy.get(event.id)) };
    case 'ConversationAbandoned':
      return { queue: parts.queue(text(data.queueId) ?? row?.queue_id) };
    case 'ConversationAssigned':
    case 'ConversationUnassigned':
      return { agent: parts.user(text(data.agentId)) };
    case 'ConversationTransferred': {
      const toAgent = data.destinationType === 'Agent';
      const destination = text(data.destinationId);
      return {
        transfer_type: toAgent ? 'AGENT' : 'QUEUE',
        queue: toAgent ? null : parts.queue(destination),
        agent: toAgent ? parts.user(destination) : null,
        transferred_by: parts.user(event.actor_id),
      };
    }
    case 'ConversationMessageAdded':
      return message(text(data.messageId), parts);
    case 'ConversationNoteAdded': {
      const note = parts.facts.notes.get(String(data.noteId));
      return { note_id: data.noteId ?? null, text: note?.message ?? null, created_at: note?.created_at ?? null, author: parts.user(note?.author_id ?? event.actor_id) };
    }
    case 'ConversationTagAdded':
    case 'ConversationTagRemoved':
      return { author: parts.user(event.actor_id), tag: data.tag ?? null };
    case 'ConversationRated':
      return rating(event, parts);
    case 'ConversationEndUserReplaced':
      return { previous_requester: parts.user(text(data.oldUserId)), new_requester: parts.user(text(data.newUserId)) };
    case 'AgentBannedEnduser':
    case 'AgentUnbannedEnduser':
      return { author: parts.user(event.actor_id), enduser: parts.user(text(data.endUserId) ?? text(data.userId)) };
    case 'AgentBannedIp':
    case 'AgentUnbannedIp':
      return { author: parts.user(event.actor_id), ip: data.ip ?? null };
    case 'TypingStarted':
      return { author: parts.user(text(data.agentId) ?? event.actor_id) };
    case 'SLAEvaluationPending':
    case 'SLAEvaluationAchieved':
    case 'SLAEvaluationBreached':
    case 'SLAEvaluationVoided':
      return { sla: { policy_id: null, policy_name: null, metric: null, deadline: null, ...parts.plainly(data) } };
    default:
      // The providers' word on a message: what the log says.
      return { message_id: null, reason: null, ...parts.plainly(data) };
  }
}

export interface Payload {
  readonly text: string;
  /** Everybody whom it names. */
  readonly people: readonly string[];
}

/**
 * The body of a delivery.
 * @param id what receivers tell repeats by.
 * @returns undefined when the event's conversation is not there any more.
 */
export function buildPayload(id: string, type: WebhookEventType, event: LoggedEvent, facts: Facts): Payload | undefined {
  const parts = new Parts(facts);
  const moment = momentIn(facts, event);
  const row = moment?.row;
  if (event.conversation_id !== null && !moment) return undefined;
  const body = {
    event_id: id,
    event_fqn: upperSnake(type),
    event_version: '1',
    event_timestamp: event.at,
    organization: { id: facts.organization.id, name: facts.organization.name },
    data: { ...(moment ? { conversation: parts.conversation(moment, insteadOf(type, event, parts)) } : {}), ...details(type, event, row, parts) },
  };
  return { text: JSON.stringify(body), people: parts.people };
}
