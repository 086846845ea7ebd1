import type { Language, QueueName } from '../people.ts';

/** One thing that is said: by the customer or by an agent. Of several wordings one is taken. */
export interface Line {
  readonly by: 'customer' | 'agent';
  readonly wordings: readonly string[];
}

export const customer = (...wordings: string[]): Line => ({ by: 'customer', wordings });
export const agent = (...wordings: string[]): Line => ({ by: 'agent', wordings });

/**
 * A script of a conversation. In its texts stand {order}, {product}, {price}, {day}, {city} for what changes from one
 * conversation to the next. Greetings are added by the channel that it is played on.
 */
export interface Story {
  readonly name: string;
  readonly subject: string;
  /** The queue whose people know about it. */
  readonly queue: QueueName;
  /** The path of the contact reason. */
  readonly reason: readonly [string, string];
  readonly tags: readonly string[];
  readonly lines: readonly Line[];
  readonly note?: string;
  /** A picture that comes with the first line, where the channel takes pictures. */
  readonly picture?: string;
  /** What it is about, where not any bicycle will do. */
  readonly product?: string;
  /** The bounds of {price} in euros, where they are not those of a service. */
  readonly euros?: readonly [number, number];
}

/** A telephone call, as the agent sums it up afterwards. */
export interface Call {
  readonly reason: readonly [string, string];
  readonly tags: readonly string[];
  readonly summary: string;
}

/** How people of a language begin and end what they write, and how they rate it. */
export interface Manners {
  readonly customerOpens: readonly string[];
  readonly customerCloses: readonly string[];
  /** With {name} of the customer. */
  readonly agentOpens: string;
  readonly agentCloses: string;
  readonly chatOpens: readonly string[];
  readonly thanks: readonly string[];
  /** When a closed case comes up again: what the customer writes, what the agent answers. */
  readonly comesBack: readonly [string, string];
  /** When a follow-up is over. */
  readonly followsUp: string;
  readonly handsOver: string;
  readonly happy: readonly string[];
  readonly unhappy: readonly string[];
  readonly days: readonly string[];
  readonly price: (euros: number) => string;
}

export interface Repertoire {
  readonly language: Language;
  readonly manners: Manners;
  readonly stories: readonly Story[];
  /** Written by the shop first, on a telephone number. */
  readonly sms: readonly Story[];
  readonly calls: readonly Call[];
}
