import { expect, test } from 'vitest';
import { plans } from './plan.ts';
import { playConversation } from './play.ts';
import { DAY, Dice, HOUR, scopeOf } from './scope.ts';

const lifesAt = (at: Date) => {
  const scope = scopeOf('0193a5a0-0000-7000-8000-000000000001', 'nordhavn', at);
  const dice = new Dice(1);
  return plans(scope.at, dice).map((plan) => ({ plan, life: playConversation(scope, dice, plan, 10_001 + plan.index) }));
};

/** Every hour of the day and every day of the week, over the turn of a year. */
const moments = Array.from({ length: 24 }, (_, index) => new Date(Date.UTC(2026, 11, 28) + 7 * index * HOUR));

test('at whatever hour it is run, everything has happened before, in order, and comes out as planned', () => {
  for (const at of moments) {
    for (const { plan, life } of lifesAt(at)) {
      const where = `${at.toISOString()} ${plan.index} ${plan.channel.channel}`;
      const times = life.events.map((event) => event.at);
      expect(times, where).toEqual(times.toSorted());
      expect(Date.parse(times.at(-1)!), where).toBeLessThan(at.getTime());
      expect(Date.parse(life.row.created_at), where).toBeGreaterThan(at.getTime() - 61 * DAY);
      const written = life.messages.map((message) => message.created_at);
      expect(new Set(written).size, where).toBe(written.length);
      const { state, assigned_agent_id, followup_at } = life.row;
      expect({ state, held: assigned_agent_id !== null, later: followup_at !== null && followup_at > at.toISOString() }, where).toEqual({
        state: { closed: 'Closed', open: 'Open', waiting: 'Open', pending: 'Pending', awaiting: 'AwaitingPending' }[plan.outcome],
        held: plan.outcome !== 'waiting',
        later: plan.outcome === 'pending' || plan.outcome === 'awaiting',
      });
    }
  }
});

test('nobody tells the same story twice', () => {
  const told = lifesAt(new Date('2026-03-02T10:00:00Z'))
    .filter(({ plan }) => plan.channel.kind !== 'PstnPhoneConversation' && plan.channel.channel !== 'Sms')
    .map(({ plan }) => `${plan.buyer.name}: ${plan.story.name}`);
  expect(told.filter((one, index) => told.indexOf(one) !== index)).toEqual([]);
});
