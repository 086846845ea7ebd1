import { describe, expect, it } from 'vitest';
import type { LoggedEvent, Position } from './event.ts';
import { Tail } from './tail.ts';

const event = (xid: number, seq: number): LoggedEvent => ({
  organization_id: 'o',
  seq,
  xid: String(xid),
  id: `${xid}-${seq}`,
  type: 'T',
  conversation_id: null,
  actor_id: null,
  at: '',
  recorded_at: '',
  data: {},
});
const place = (xid: number, seq: number): Position => ({ xid: String(xid), seq });
const ids = (events: readonly LoggedEvent[]): string[] => events.map((one) => one.id);

describe('the tail of the log', () => {
  it('knows nothing before it began, nor from before that place', () => {
    const tail = new Tail();
    expect(tail.end).toBeUndefined();
    expect(tail.after(place(0, 0), 10)).toEqual([]);
    tail.begin(place(9, 5));
    tail.push([event(10, 3), event(10, 6), event(11, 4)]);
    expect(tail.after(place(9, 4), 10)).toEqual([]);
    expect(ids(tail.after(place(9, 5), 10))).toEqual(['10-3', '10-6', '11-4']);
  });

  it('goes on behind any place, known or between two, by transaction and then by number, as far as asked', () => {
    const tail = new Tail();
    tail.begin(place(9, 5));
    tail.push([event(10, 3), event(10, 6), event(11, 4)]);
    expect(ids(tail.after(place(10, 3), 10))).toEqual(['10-6', '11-4']);
    expect(ids(tail.after(place(10, 4), 1))).toEqual(['10-6']);
    expect(ids(tail.after(place(10, 99), 10))).toEqual(['11-4']);
    expect(tail.after(place(11, 4), 10)).toEqual([]);
    expect(tail.end).toMatchObject(place(11, 4));
  });

  it('lets the older half go when it gets long, and then no longer answers for it', () => {
    const tail = new Tail();
    tail.begin(place(0, 0));
    for (let xid = 1; xid <= 5000; xid++) tail.push([event(xid, xid)]);
    expect(tail.after(place(1, 1), 1)).toEqual([]);
    expect(tail.after(place(999, 999), 1)).toEqual([]);
    const kept = tail.after(place(2999, 2999), 5000);
    expect(kept).toHaveLength(2001);
    expect(kept[0]!.id).toBe('3000-3000');
  });
});
