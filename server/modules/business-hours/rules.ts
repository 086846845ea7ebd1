import { dateOf, dayNumber, isMovableHoliday, partsOf, weekdayOf } from './calendar.ts';
import { zoneOf, type Span } from './zone.ts';

/**
 * When a business is open. Times of a schedule are what the clock on its wall shows: when clocks jump forward, hours
 * that never come are not open; when they go back, hours that come twice are open twice.
 *
 * - A weekly entry holds on its weekday from its start date on. Two entries of a day add up.
 * - An exception takes the place of all weekly entries of its day. It holds on its start date or, when recurring, every
 *   year (or month) from then on. One that does not recur goes before one that does, and open hours of equals add up.
 * - Open without intervals is open all day. An interval that ends at or before its start runs past midnight.
 */
export interface TimeInterval {
  readonly startTime: string;
  readonly endTime: string;
}

export interface WeeklyEntry {
  readonly name: string;
  /** 1 for Monday to 7 for Sunday; the weekday of the start date when left out. */
  readonly dayOfWeek?: number;
  readonly businessHourType: 'Regular';
  readonly status: 'Open' | 'Closed';
  readonly intervals?: readonly TimeInterval[];
  readonly startDate: string;
}

export interface ExceptionEntry {
  readonly name: string;
  readonly businessHourType: 'Exception' | 'Holiday';
  readonly status: 'Open' | 'Closed';
  readonly intervals?: readonly TimeInterval[];
  /** Day and month; only a day for every month; or a holiday that moves with Easter, by name. */
  readonly recurring?: { readonly dayOfMonth?: number; readonly monthOfYear?: number; readonly holiday?: string };
  readonly startDate: string;
}

export type Entry = WeeklyEntry | ExceptionEntry;

export interface Schedule {
  readonly timezone: string;
  readonly businessHours: readonly WeeklyEntry[];
  readonly exceptions: readonly ExceptionEntry[];
}

function holdsWeekly(entry: WeeklyEntry, day: number): boolean {
  const start = dayNumber(entry.startDate);
  return day >= start && weekdayOf(day) === (entry.dayOfWeek ?? weekdayOf(start));
}

function holdsException(entry: ExceptionEntry, day: number): boolean {
  const start = dayNumber(entry.startDate);
  const { recurring } = entry;
  if (day < start || !recurring) return day === start;
  const { dayOfMonth, monthOfYear, holiday } = recurring;
  const moves = holiday === undefined ? undefined : isMovableHoliday(holiday, day);
  if (moves !== undefined) return moves;
  if (dayOfMonth === undefined && monthOfYear === undefined && holiday === undefined) return day === start;
  const [today, first] = [partsOf(day), partsOf(start)];
  const monthly = dayOfMonth !== undefined && monthOfYear === undefined;
  return today.day === (dayOfMonth ?? first.day) && (monthly || today.month === (monthOfYear ?? first.month));
}

/** The entries that say what a day is like: its exceptions, else its weekly entries. @param day in days since 1970-01-01. */
export function entriesOn(schedule: Schedule, day: number): readonly Entry[] {
  const exceptions = schedule.exceptions.filter((entry) => holdsException(entry, day));
  const once = exceptions.filter((entry) => !entry.recurring);
  if (once.length > 0) return once;
  if (exceptions.length > 0) return exceptions;
  return schedule.businessHours.filter((entry) => holdsWeekly(entry, day));
}

/** Minutes since midnight. @throws RangeError for a text that is no time of a day. */
export function minutesOf(time: string): number {
  const match = /^(\d{1,2}):(\d{2})(?::\d{2})?$/.exec(time);
  const minutes = match ? Number(match[1]) * 60 + Number(match[2]) : Number.NaN;
  if (!(minutes <= 1440) || Number(match?.[2]) > 59) throw new RangeError(`not a time of a day: ${time}`);
  return minutes;
}

const MIDNIGHT = 1440;

/** Open hours that begin on a day, in minutes from its midnight; beyond 1440 they lie on the next day. */
function hoursOn(schedule: Schedule, day: number): { from: number; to: number }[] {
  return entriesOn(schedule, day)
    .filter((entry) => entry.status === 'Open')
    .flatMap((entry) => {
      if (!entry.intervals || entry.intervals.length === 0) return [{ from: 0, to: MIDNIGHT }];
      return entry.intervals.map((interval) => {
        const [from, to] = [minutesOf(interval.startTime), minutesOf(interval.endTime)];
        return { from, to: to > from ? to : to + MIDNIGHT };
      });
    });
}

/** When the business is open in the hours that begin on a day. */
function spansOf(schedule: Schedule, day: number): Span[] {
  const zone = zoneOf(schedule.timezone);
  return hoursOn(schedule, day).flatMap(({ from, to }) => [...zone.spans(day, from, Math.min(to, MIDNIGHT)), ...(to > MIDNIGHT ? zone.spans(day + 1, 0, to - MIDNIGHT) : [])]);
}

/** Whether it is open, and when that changes; without the change when nothing changes in the next year. */
export type Status = { readonly isOpen: true; readonly closesAt: number | undefined } | { readonly isOpen: false; readonly opensAt: number | undefined };

const HORIZON_DAYS = 366;

/** The end of the open stretch that `at` lies in, or `at` itself; what lies apart from it, behind, is put back. */
function extend(end: number, spans: readonly Span[]): { end: number; rest: Span[] } {
  let reach = end;
  let rest = [...spans];
  for (let joined = true; joined;) {
    const next = rest.find((span) => span.from <= reach && span.to > reach);
    joined = next !== undefined;
    if (next) reach = next.to;
    rest = rest.filter((span) => span.to > reach);
  }
  return { end: reach, rest };
}

/** @param at milliseconds since 1970. @throws RangeError for an unknown zone or a time that is none. */
export function statusAt(schedule: Schedule, at: number): Status {
  const zone = zoneOf(schedule.timezone);
  const today = zone.dayAt(at);
  let found: { end: number; rest: Span[] } = { end: at, rest: [] };
  // Yesterday's hours may run past midnight.
  for (let day = today - 1; day <= today + HORIZON_DAYS; day++) {
    found = extend(found.end, [...found.rest, ...spansOf(schedule, day)]);
    // What touches an instant began on the wall's day of that instant or before; a later day cannot change the answer.
    if (found.end > at) {
      if (zone.dayAt(found.end) <= day) return { isOpen: true, closesAt: found.end };
    } else if (day > today && found.rest.length > 0) {
      // One day more: when clocks go back over midnight, hours of the later day may come first.
      const opensAt = Math.min(...found.rest.map((span) => span.from));
      if (zone.dayAt(opensAt) < day) return { isOpen: false, opensAt };
    }
  }
  if (found.end > at) return { isOpen: true, closesAt: undefined };
  return { isOpen: false, opensAt: found.rest.length > 0 ? Math.min(...found.rest.map((span) => span.from)) : undefined };
}

/** What holds on each of the coming days, today first: an entry for each day it decides, with the date. */
export function upcoming(schedule: Schedule, at: number, days: number): (Entry & { readonly nextDate: string })[] {
  const today = zoneOf(schedule.timezone).dayAt(at);
  return Array.from({ length: days }, (_, index) => today + index).flatMap((day) => entriesOn(schedule, day).map((entry) => ({ ...entry, nextDate: dateOf(day) })));
}
