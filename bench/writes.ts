import { load, median, quantile, type MakeRequest, type Measured } from './load.ts';
import type { World } from './world.ts';

/** A call beside its floor. */
export interface Row {
  readonly name: string;
  readonly concurrency: number;
  readonly perSecond: number;
  readonly floorPerSecond: number;
  readonly ratio: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Share of the floor that a call must reach. */
export const bars: Readonly<Record<string, number>> = { 'add note': 0.7, 'add message': 0.7, 'get conversation': 0.7, 'list 20 notes': 0.7, 'create conversation': 0.5 };

/** The calls that every conversation is made of. */
export function calls(world: World): Readonly<Record<string, MakeRequest>> {
  const { conversations: open, annotated } = world;
  const note = JSON.stringify({ message: 'Called back, the customer is happy with the new date.' });
  const message = JSON.stringify({ _type: 'Outbound', agentId: world.adminId, content: { _type: 'Text', value: 'Your order left our house this morning.' }, attachments: [] });
  const chat = JSON.stringify({
    _type: 'Chat',
    requesterId: world.requesterId,
    widgetId: world.widgetId,
    language: 'en',
    message: { _type: 'Inbound', content: { _type: 'Text', value: 'Where is my order?' } },
  });
  const of = (list: readonly number[], turn: number): number => list[turn % list.length]!;
  return {
    'add note': (turn) => ({ method: 'POST', path: `/beta/conversations/${of(open, turn)}/notes`, body: note }),
    'add message': (turn) => ({ method: 'POST', path: `/beta/conversations/${of(open, turn)}/messages`, body: message }),
    'get conversation': (turn) => ({ method: 'GET', path: `/beta/conversations/${of(open, turn)}` }),
    'list 20 notes': (turn) => ({ method: 'GET', path: `/beta/conversations/${of(annotated, turn)}/notes` }),
    'create conversation': () => ({ method: 'POST', path: '/beta/conversations', body: chat }),
  };
}

/** Floor and subject in many short turns, so that a machine that gets slower for a moment slows both. */
export async function compare(name: string, make: MakeRequest, concurrency: number, ports: { ours: number; floor: number }, token: string, quick: boolean): Promise<Row> {
  // One request at a time varies most from turn to turn.
  const [rounds, ms] = !quick ? [25, 300] : concurrency === 1 ? [11, 100] : [5, 110];
  const ours: Measured[] = [];
  const floor: Measured[] = [];
  for (let round = 0; round < rounds; round++) {
    floor.push(await load(ports.floor, token, make, concurrency, ms));
    ours.push(await load(ports.ours, token, make, concurrency, ms));
  }
  const all = ours.flatMap((measured) => measured.latencies).toSorted((a, b) => a - b);
  const [perSecond, floorPerSecond] = [median(ours.map((measured) => measured.perSecond)), median(floor.map((measured) => measured.perSecond))];
  const two = (value: number): number => Math.round(value * 100) / 100;
  return {
    name,
    concurrency,
    perSecond: Math.round(perSecond),
    floorPerSecond: Math.round(floorPerSecond),
    ratio: two(perSecond / floorPerSecond),
    p50Ms: two(quantile(all, 0.5)),
    p99Ms: two(quantile(all, 0.99)),
  };
}
