/** The kinds of facts; each has a part of the table of its own. */
export type FactKind = 'assigned' | 'closed' | 'created' | 'first_response' | 'rated' | 'reopened' | 'transferred';

/** One thing that happened, with what reports narrow down by as it was at that moment. */
export interface Fact {
  readonly kind: FactKind;
  readonly at: string;
  readonly seq: number;
  readonly agent_id: string | null;
  readonly queue_id: string | null;
  /** Milliseconds; the score of a rating; null where there is nothing to measure. */
  readonly value: number | null;
  readonly messages: number | null;
  readonly detail: string | null;
  readonly rating_id: string | null;
}

/** An event of a conversation's past. */
export interface PastEvent {
  readonly seq: number;
  readonly type: string;
  readonly at: string;
  readonly actor_id: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What the facts of a conversation need to know beside its events. */
export interface Background {
  readonly createdAt: string;
  readonly direction: string | null;
  /** What kind of person the actor of an event is. */
  readonly personKind: (id: string) => string | undefined;
  /** The answer behind a rating event. */
  readonly rating: (event: PastEvent) => { readonly agent_id: string | null; readonly score: number | null; readonly rated_at: string | null } | undefined;
  /** How many messages there were at the closing with this seq. */
  readonly messagesAt: (seq: number) => number | undefined;
}

/** The events that become facts, beside the first message of an agent. */
export const factTypes: readonly string[] = [
  'ConversationAssigned',
  'ConversationClosed',
  'ConversationCreatedByAgent',
  'ConversationCreatedByCustomer',
  'ConversationRated',
  'ConversationReopened',
  'TransferSuccessful',
];

/** The events that facts depend on: waiting begins with `ConversationEnqueued`, which is no fact by itself. */
export const pastTypes: readonly string[] = [...factTypes, 'ConversationEnqueued'];

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const between = (from: string, to: string): number => Math.max(0, Date.parse(to) - Date.parse(from));

/** Goes through a conversation's past and keeps what the next fact has to know. */
class Past {
  readonly #about: Background;
  readonly #history: readonly PastEvent[];
  #queue: string | null = null;
  #waitingSince: string | undefined;
  #closed = false;
  #answered = false;

  constructor(about: Background, history: readonly PastEvent[]) {
    this.#about = about;
    this.#history = history;
  }

  #fact(kind: FactKind, event: PastEvent, fields: Partial<Fact> = {}): Fact {
    return { kind, at: event.at, seq: event.seq, agent_id: null, queue_id: this.#queue, value: null, messages: null, detail: null, rating_id: null, ...fields };
  }

  /** @returns the fact that the event is, if it is one. */
  take(event: PastEvent): Fact | undefined {
    const { data, at } = event;
    switch (event.type) {
      case 'ConversationCreatedByAgent':
      case 'ConversationCreatedByCustomer': {
        const enqueued = this.#history.find((other) => other.type === 'ConversationEnqueued' && other.at === at);
        return this.#fact('created', event, { queue_id: text(enqueued?.data.queueId) });
      }
      case 'ConversationEnqueued':
        this.#queue = text(data.queueId);
        this.#waitingSince = at;
        return undefined;
      case 'ConversationAssigned': {
        const value = this.#waitingSince === undefined ? null : between(this.#waitingSince, at);
        this.#waitingSince = undefined;
        return this.#fact('assigned', event, { agent_id: text(data.agentId), value });
      }
      case 'TransferSuccessful':
        return this.#fact('transferred', event, { agent_id: this.#agent(event), queue_id: text(data.destinationId) });
      case 'ConversationClosed':
        this.#closed = true;
        this.#waitingSince = undefined;
        return this.#close(event);
      case 'ConversationReopened': {
        // The same event ends a follow-up before its time; nothing was closed then.
        const again = this.#closed;
        this.#closed = false;
        return again ? this.#fact('reopened', event) : undefined;
      }
      case 'MessageAddedByAgent': {
        const first = !this.#answered && this.#about.direction === 'Inbound';
        this.#answered = true;
        return first ? this.#fact('first_response', event, { agent_id: event.actor_id, value: between(this.#about.createdAt, at) }) : undefined;
      }
      case 'ConversationRated': {
        const rating = this.#about.rating(event);
        if (!rating || rating.score === null) return undefined;
        return this.#fact('rated', event, { at: rating.rated_at ?? at, agent_id: rating.agent_id, value: rating.score, detail: text(data.ratingType), rating_id: text(data.ratingId) });
      }
      default:
        return undefined;
    }
  }

  #agent(event: PastEvent): string | null {
    return event.actor_id !== null && this.#about.personKind(event.actor_id) === 'Agent' ? event.actor_id : null;
  }

  #close(event: PastEvent): Fact {
    const agent = this.#agent(event);
    const known = event.actor_id !== null && this.#about.personKind(event.actor_id) !== undefined;
    return this.#fact('closed', event, {
      agent_id: agent,
      queue_id: text(event.data.queueId) ?? this.#queue,
      value: between(this.#about.createdAt, event.at),
      messages: this.#about.messagesAt(event.seq) ?? null,
      detail: agent !== null ? 'Agent' : known ? 'Enduser' : 'Unknown',
    });
  }
}

/**
 * The facts of one conversation.
 * @param history its events of `pastTypes`, and the first message of an agent where its fact is wanted, in their order.
 * @param wanted the events (by seq) whose facts are asked for; the others only tell what came before.
 */
export function factsOf(about: Background, history: readonly PastEvent[], wanted: ReadonlySet<number>): Fact[] {
  const past = new Past(about, history);
  return history.flatMap((event) => {
    const fact = past.take(event);
    return fact && wanted.has(event.seq) ? [fact] : [];
  });
}
