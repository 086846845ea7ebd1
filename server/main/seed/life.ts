import { appliedAttributes } from './looks.ts';
import { type Change, claim, close, expireFollowup, type Facts, followup, inboundMessage, transferToQueue } from '../../modules/conversations/rules.ts';
import { DAY, HOUR, iso, MINUTE, type Row, type Scope } from './scope.ts';

/** The row of a conversation while its life is played. */
export interface Growing {
  kind: string;
  channel: string;
  requester_id: string;
  direction: 'Inbound' | 'Outbound';
  state: Facts['state'];
  state_updated_at: string;
  created_at: string;
  closed_at: string | null;
  assigned_agent_id: string | null;
  assigned_at: string | null;
  queue_id: string | null;
  queued_at: string | null;
  followup_at: string | null;
  followup_by: string | null;
  language: string | null;
  subject: string | null;
  details: Row;
  parties: Row;
  custom_attributes: Row;
  parent_id: number | null;
  link_type: string | null;
  contact_point: string | null;
  external_id: string | null;
  origin: 'Api' | 'ApiImport';
  transport_expires_at: string | null;
  anonymized_at: string | null;
}

interface Step {
  /** Minutes after the step before. */
  readonly gap: number;
  /** Whether somebody at the shop does it, who is there in business hours only. */
  readonly office: boolean;
  readonly run: () => void;
}

export interface Message {
  readonly direction: 'Inbound' | 'Outbound';
  readonly authorId: string;
  readonly attributes: Row;
  readonly externalId?: string;
}

export const isWorkday = (day: number): boolean => ![0, 6].includes(new Date(day).getUTCDay());

/** The time itself when the shop is open then (7 to 16 UTC, Monday to Friday), else some minutes after it opens next. */
export function openingTime(ms: number): number {
  let day = Math.floor(ms / DAY) * DAY;
  if (isWorkday(day) && ms >= day + 7 * HOUR && ms < day + 16 * HOUR) return ms;
  if (ms >= day + 16 * HOUR) day += DAY;
  while (!isWorkday(day)) day += DAY;
  return day + 7 * HOUR + (ms % (47 * MINUTE));
}

/**
 * One conversation from its beginning on. Steps are planned first and played then, each at its time; what a step does to
 * the state is decided by the same rules as at a call of the API, so rows and events agree.
 */
export class Life {
  readonly index: number;
  readonly id: number;
  readonly row: Growing;
  readonly messages: Row[] = [];
  readonly notes: Row[] = [];
  readonly tags: Row[] = [];
  readonly ratings: Row[] = [];
  readonly events: { type: string; actor_id: string | null; at: string; data: Row }[] = [];
  readonly #scope: Scope;
  readonly #steps: Step[] = [];
  #now = '';
  #next = '';

  constructor(scope: Scope, index: number, id: number, row: Growing) {
    this.#scope = scope;
    this.index = index;
    this.id = id;
    this.row = row;
  }

  get now(): string {
    return this.#now;
  }

  /** When the step after this one happens. */
  get next(): string {
    return this.#next;
  }

  /** Plans what happens `gap` minutes later. */
  plan(gap: number, run: () => void, office = false): void {
    this.#steps.push({ gap, office, run });
  }

  /** Plays all steps. They are pressed together when they would not be over before the seed's time. */
  play(startedAt: number): void {
    const limit = this.#scope.at - MINUTE;
    const times: number[] = [];
    let time = startedAt;
    for (const step of this.#steps) {
      time += step.gap * MINUTE;
      if (step.office) time = openingTime(time);
      times.push(Math.round(time));
    }
    const press = time > limit ? (limit - startedAt) / (time - startedAt) : 1;
    const moments = times.map((at) => iso(Math.round(startedAt + (at - startedAt) * press)));
    for (const [order, step] of this.#steps.entries()) {
      this.#now = moments[order]!;
      this.#next = moments[order + 1] ?? iso(limit);
      step.run();
    }
  }

  event(type: string, actorId: string | null, data: Row = {}): void {
    this.events.push({ type, actor_id: actorId, at: this.#now, data });
  }

  /** Writes the row's beginning: the creation, the first message, the assignment of an outbound one, the queue. */
  begin(by: string, message: Message | undefined, agentId: string | null, queueId: string | null): void {
    const { row } = this;
    row.created_at = this.#now;
    row.state_updated_at = this.#now;
    this.event(`ConversationCreatedBy${row.direction === 'Inbound' ? 'Customer' : 'Agent'}`, by);
    if (message) this.say(message);
    if (agentId !== null) this.#apply({ assignment: { agentId }, events: [{ type: 'ConversationAssigned', data: { agentId } }] }, by);
    if (queueId !== null) this.#apply({ queueId, events: [{ type: 'ConversationEnqueued', data: { queueId } }] }, by);
  }

  say(message: Message): void {
    const id = this.#scope.id('message', `${this.index}/${this.messages.length}`);
    this.messages.push({
      id,
      conversation_id: this.id,
      author_id: message.authorId,
      direction: message.direction,
      external_id: message.externalId ?? null,
      created_at: this.#now,
      attributes: message.attributes,
      anonymized_at: null,
    });
    this.event(`MessageAddedBy${message.direction === 'Inbound' ? 'Customer' : 'Agent'}`, message.authorId, { messageId: id });
    if (message.direction === 'Inbound' && this.row.state !== 'Open') this.#apply(inboundMessage(this.#facts(), undefined), message.authorId);
    if (message.direction === 'Inbound' && this.row.transport_expires_at !== null) this.row.transport_expires_at = iso(Date.parse(this.#now) + DAY);
  }

  claim(agentId: string): void {
    this.#apply(claim(this.#facts(), agentId, true), agentId);
  }

  transfer(queueId: string, by: string): void {
    this.#apply(transferToQueue(this.#facts(), queueId), by);
  }

  close(by: string): void {
    this.#apply(close(this.#facts()), by);
  }

  followup(by: string, at: string): void {
    this.#apply(followup(this.#facts(), at), by);
  }

  expireFollowup(): void {
    this.#apply(expireFollowup(this.#facts()), null);
  }

  note(authorId: string, message: string): void {
    const id = this.#scope.id('note', `${this.index}/${this.notes.length}`);
    this.notes.push({ id, conversation_id: this.id, author_id: authorId, message, created_at: this.#now });
    this.event('NoteAdded', authorId, { noteId: id });
  }

  tag(by: string, name: string): void {
    const tagId = this.#scope.id('tag', name);
    if (this.tags.some((use) => use.tag_id === tagId)) return;
    this.tags.push({ conversation_id: this.id, tag_id: tagId, created_at: this.#now });
    this.event('TagAdded', by, { tagId, tag: name });
  }

  /** @param values by the identifier of the attribute. */
  attributes(by: string, values: Readonly<Record<string, string | readonly string[]>>): void {
    const set = appliedAttributes(this.#scope, values);
    this.row.custom_attributes = { ...this.row.custom_attributes, ...set };
    this.event('ConversationCustomAttributesUpdated', by, { updatedAttributeIds: Object.keys(set), values: set });
  }

  offerRating(agentId: string, type: string): void {
    const id = this.#scope.id('rating', this.index);
    const userId = this.row.requester_id;
    this.ratings.push({
      key: id,
      id,
      conversation_id: this.id,
      type,
      status: 'Offered',
      score: null,
      comment: null,
      user_id: userId,
      agent_id: agentId,
      language: this.row.language,
      timestamps: { created_at: this.#now, offered_at: this.#now },
      created_at: this.#now,
    });
    this.event('ConversationRatingOffered', agentId, { ratingId: id, agentId, userId });
  }

  rate(score: number, comment: string | null): void {
    const offered = this.ratings.pop()!;
    this.ratings.push({ ...offered, status: 'Rated', score, comment, timestamps: { ...(offered.timestamps as Row), rated_at: this.#now, modified_at: this.#now } });
    this.event('ConversationRated', this.row.requester_id, { ratingId: offered.id, ratingType: offered.type, score });
  }

  /** Makes this one a child, after both were played. The moment is one at which both are there. */
  linkTo(parent: Life, linkType: string): void {
    const end = this.row.closed_at === null ? this.#scope.at - MINUTE : Date.parse(this.row.closed_at);
    const at = iso(Math.round((Date.parse(this.row.created_at) + end) / 2));
    this.row.parent_id = parent.id;
    this.row.link_type = linkType;
    const shared = { actor_id: this.row.assigned_agent_id, at, data: { child: this.id, parent: parent.id, linkType } };
    this.events.push({ type: 'ConversationLinkedToParent', ...shared });
    parent.events.push({ type: 'ConversationLinkedFromChild', ...shared });
  }

  #facts(): Facts {
    const { row } = this;
    return { state: row.state, assignedAgentId: row.assigned_agent_id, queueId: row.queue_id, anonymized: false };
  }

  #apply(change: Change, by: string | null): void {
    const { row } = this;
    if (change.state !== undefined) {
      row.state = change.state;
      row.state_updated_at = this.#now;
      row.closed_at = change.state === 'Closed' ? this.#now : null;
    }
    if (change.assignment !== undefined) {
      row.assigned_agent_id = change.assignment?.agentId ?? null;
      row.assigned_at = change.assignment === null ? null : this.#now;
    }
    if (change.queueId !== undefined) {
      row.queue_id = change.queueId;
      row.queued_at = this.#now;
    }
    if (change.followupAt !== undefined) {
      row.followup_at = change.followupAt;
      row.followup_by = change.followupAt === null ? null : by;
    }
    for (const event of change.events) this.event(event.type, by, event.data);
  }
}
