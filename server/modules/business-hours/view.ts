import { isoOf } from '../../base/time.ts';
import { present } from '../../base/present.ts';
import type { Entry, Status } from './rules.ts';
import type { ScheduleRow } from './store.ts';

export const viewSchedule = (row: ScheduleRow) => ({ name: row.name, id: row.id });

const viewEntry = <E extends Entry>(entry: E) => ({ ...entry, intervals: (entry.intervals ?? []).map((interval) => ({ ...interval })) });

export const viewDefinition = (row: ScheduleRow) => ({
  id: row.id,
  name: row.name,
  timezone: row.timezone,
  businessHours: (row.definition.businessHours ?? []).map(viewEntry),
  exceptions: (row.definition.exceptions ?? []).map(viewEntry),
});

/** Weekly entries and exceptions in one list, by date. */
export const viewUpcoming = (row: ScheduleRow, entries: readonly (Entry & { readonly nextDate: string })[]) => ({
  id: row.id,
  name: row.name,
  timezone: row.timezone,
  businessHours: entries.map(viewEntry),
});

/** The last time that the wire can write: four digits for the year. */
const LAST = Date.parse('9999-12-31T23:59:59.999Z');
/** Whole seconds without a fraction: a caller who asks in the form that the documentation gives finds its own text again. */
const seconds = (iso: string): string => iso.replace('.000Z', 'Z');
const instant = (at: number | undefined): string | undefined => (at === undefined || at > LAST ? undefined : seconds(isoOf(at)));

/** When it closes, while it is open; when it opens, while it is closed; neither when that does not change within a year. */
export const viewStatus = (at: string, status: Status) => ({
  isOpen: status.isOpen,
  timestamp: seconds(at),
  ...present(status.isOpen ? { closesAt: instant(status.closesAt) } : { opensAt: instant(status.opensAt) }),
});
