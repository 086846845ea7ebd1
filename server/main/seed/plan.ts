import { type Channel, channels, isEmail } from './looks.ts';
import { isWorkday } from './life.ts';
import { type Customer, customers, type Language } from './people.ts';
import { DAY, type Dice, HOUR, MINUTE } from './scope.ts';
import { danish } from './stories/danish.ts';
import { english } from './stories/english.ts';
import { german } from './stories/german.ts';
import type { Call, Repertoire, Story } from './stories/story.ts';

export type Outcome = 'closed' | 'open' | 'waiting' | 'pending' | 'awaiting';

/** What a conversation is going to be. */
export interface Plan {
  readonly index: number;
  readonly channel: Channel;
  readonly outcome: Outcome;
  readonly startedAt: number;
  readonly buyer: Customer;
  readonly repertoire: Repertoire;
  readonly story: Story;
  readonly call: Call;
}

const repertoires: Readonly<Record<Language, Repertoire>> = { en: english, da: danish, de: german };
const languages: readonly Language[] = ['da', 'en', 'de', 'da', 'en', 'de', 'da', 'en'];

/** What the youngest conversations have come to, the oldest of them first; all before them are closed. */
const tail: readonly Outcome[] = [
  'open',
  'closed',
  'closed',
  'pending',
  'closed',
  'open',
  'closed',
  'closed',
  'pending',
  'closed',
  'open',
  'closed',
  'pending',
  'closed',
  'awaiting',
  'open',
  'closed',
  'pending',
  'closed',
  'open',
  'pending',
  'closed',
  'open',
  'closed',
  'pending',
  'open',
  'open',
  'pending',
  'waiting',
  'open',
  'waiting',
  'open',
  'waiting',
  'pending',
  'waiting',
  'open',
  'waiting',
  'waiting',
  'open',
  'waiting',
  'open',
  'waiting',
  'waiting',
  'open',
];

/** The last ones began just before the seed's time, whatever hour that is: minutes before it. */
const justNow: readonly number[] = [320, 215, 140, 85, 47, 18];

/** When the conversations begin: on the working days of the last 60 days, while the shop is open. */
function beginnings(at: number, count: number, dice: Dice): number[] {
  const today = Math.floor(at / DAY) * DAY;
  const days = Array.from({ length: 59 }, (_, index) => today - (59 - index) * DAY).filter(isWorkday);
  const early = count - justNow.length;
  const times = Array.from({ length: early }, (_, index) => days[Math.floor((index * days.length) / early)]! + dice.between(7 * HOUR, 16 * HOUR));
  return [...times, ...justNow.map((minutes) => at - minutes * MINUTE - dice.between(0, 59_999))].toSorted((a, b) => a - b);
}

/** Channels in an order of their own; what has no queue to wait in and what was brought in with its history lies far enough back. */
function channelOrder(count: number, dice: Dice): Channel[] {
  const order = dice.shuffled(channels.flatMap((channel) => Array.from({ length: channel.count }, () => channel)));
  const early = count - tail.length;
  // A call does not wait for hours either.
  const fits = (channel: Channel): boolean => channel.kind !== 'GenericConversation' && channel.channel !== 'Sms' && channel.channel !== 'PstnPhone';
  for (let index = early; index < count; index++) {
    if (fits(order[index]!)) continue;
    const other = order.findIndex((channel, place) => place < early && fits(channel));
    [order[index], order[other]] = [order[other]!, order[index]!];
  }
  return order;
}

/** Lists of which the next fitting thing is taken, so that everything comes up before something comes up again. */
class Rounds<T> {
  readonly #list: T[];

  constructor(list: readonly T[]) {
    this.#list = [...list];
  }

  next(fits: (item: T) => boolean = () => true): T {
    const found = this.#list.findIndex(fits);
    if (found < 0) throw new RangeError('nothing fits');
    const [item] = this.#list.splice(found, 1) as [T];
    this.#list.push(item);
    return item;
  }
}

/** The conversations, oldest first. */
export function plans(at: number, dice: Dice): Plan[] {
  const count = channels.reduce((sum, channel) => sum + channel.count, 0);
  const order = channelOrder(count, dice);
  const starts = beginnings(at, count, dice);
  const decks = Object.fromEntries(
    Object.entries(repertoires).map(([language, { stories, sms, calls }]) => [
      language,
      { buyers: new Rounds(dice.shuffled(customers.filter((one) => one.language === language))), stories: new Rounds(dice.shuffled(stories)), sms: new Rounds(sms), calls: new Rounds(calls) },
    ]),
  );
  const spoken = new Rounds(languages);
  // Nobody has the same trouble twice.
  const told = new Set<string>();
  return order.map((channel, index) => {
    const language = spoken.next();
    const deck = decks[language]!;
    const buyer = deck.buyers.next((one) => channel.needs === undefined || one[channel.needs] !== null);
    const story = channel.channel === 'Sms' ? deck.sms.next() : deck.stories.next((one) => !told.has(`${buyer.name} ${one.name}`));
    told.add(`${buyer.name} ${story.name}`);
    const outcome = index < count - tail.length ? 'closed' : tail[index - (count - tail.length)]!;
    return { index, channel, outcome, startedAt: starts[index]!, buyer, repertoire: repertoires[language], story, call: deck.calls.next() };
  });
}

/** Whether a story is told over the workshop's own address. */
export const writesToWorkshop = (plan: Plan): boolean => isEmail(plan.channel.kind) && plan.story.queue === 'workshop';
