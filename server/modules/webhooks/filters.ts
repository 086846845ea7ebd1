import { invalid } from '../../base/errors.ts';
import { isEventType } from './event-types.ts';
import type { Condition, Filters } from './store.ts';

/** What filters look at. Null where an event has nothing of the kind. */
export interface FilterFacts {
  readonly channel: string;
  readonly queueId: string | null;
  readonly origin: string;
}

/** The family of all events that belong to a conversation. A filter may also stand under the name of one event. */
const FAMILY = 'Conversation';

/** @throws Fault 400 for a filter that would never be asked. */
export function checkFilters(filters: Readonly<Record<string, Filters>>): void {
  for (const name of Object.keys(filters)) {
    if (name !== FAMILY && !isEventType(name)) throw invalid(`filters: ${name} is neither Conversation nor the name of an event`);
  }
}

/** What of given filters means something here; bodies may hold fields that nobody knows, and what is kept is shown again. */
export function knownFilters(filters: Readonly<Record<string, Filters>>): Record<string, Filters> {
  const knownCondition = ({ field, values, _type }: Condition): Condition => ({ field, values, _type });
  return Object.fromEntries(Object.entries(filters).map(([name, { strategy, conditions, _type }]): [string, Filters] => [name, { strategy, conditions: conditions.map(knownCondition), _type }]));
}

/** `email`, `Email` and `EMAIL` are one channel; so are `pstn_phone` and `PstnPhone`. */
const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

function holds(condition: Condition, facts: FilterFacts): boolean {
  const value = condition.field === 'InitialChannel' ? facts.channel : condition.field === 'QueueId' ? facts.queueId : facts.origin;
  const among = value !== null && condition.values.some((wanted) => plain(wanted) === plain(value));
  return condition._type === 'IsOneOf' ? among : !among;
}

function passes(filters: Filters | undefined, facts: FilterFacts): boolean {
  if (!filters) return true;
  const test = (condition: Condition): boolean => holds(condition, facts);
  return filters.strategy === 'All' ? filters.conditions.every(test) : filters.conditions.some(test);
}

/** Whether a subscription wants the event. Events without a conversation pass. */
export function wants(filters: Readonly<Record<string, Filters>> | null, type: string, facts: FilterFacts | undefined): boolean {
  if (filters === null || facts === undefined) return true;
  return passes(filters[FAMILY], facts) && passes(filters[type], facts);
}
