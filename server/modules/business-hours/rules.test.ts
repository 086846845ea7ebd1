import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateOf, dayNumber, easter, weekdayOf } from './calendar.ts';
import { entriesOn, minutesOf, statusAt, upcoming, type ExceptionEntry, type Schedule, type WeeklyEntry } from './rules.ts';

const weekly = (dayOfWeek: number, ...intervals: [string, string][]): WeeklyEntry => ({
  name: `Day ${dayOfWeek}`,
  dayOfWeek,
  businessHourType: 'Regular',
  status: 'Open',
  intervals: intervals.map(([startTime, endTime]) => ({ startTime, endTime })),
  startDate: '2000-01-03',
});
const exception = (startDate: string, fields: Partial<ExceptionEntry> = {}): ExceptionEntry => ({ name: 'Exception', businessHourType: 'Exception', status: 'Closed', startDate, ...fields });
const office = (fields: Partial<Schedule> = {}): Schedule => ({
  timezone: 'Europe/Copenhagen',
  businessHours: [1, 2, 3, 4, 5].map((day) => weekly(day, ['08:00', '16:00'])),
  exceptions: [],
  ...fields,
});

/** The answer in readable times. */
function ask(schedule: Schedule, at: string): { open: boolean; until: string | undefined } {
  const status = statusAt(schedule, Date.parse(at));
  const change = status.isOpen ? status.closesAt : status.opensAt;
  return { open: status.isOpen, until: change === undefined ? undefined : new Date(change).toISOString().replace(':00.000Z', 'Z') };
}

/** What the wall of a zone shows, by another implementation than the rules use. */
function wallOf(timezone: string): (instant: number) => { day: number; minute: number } {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: timezone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' });
  return (instant) => {
    const part = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
    return { day: dayNumber(`${part.year}-${part.month}-${part.day}`), minute: Number(part.hour) * 60 + Number(part.minute) };
  };
}

describe('calendar', () => {
  test('weekdays count from Monday, before 1970 too', () => {
    expect(weekdayOf(dayNumber('2026-03-02'))).toBe(1);
    expect(weekdayOf(dayNumber('2026-03-08'))).toBe(7);
    expect(weekdayOf(dayNumber('1969-12-31'))).toBe(3);
  });

  test('Easter falls on the published Sundays', () => {
    expect([1961, 2000, 2019, 2024, 2025, 2026, 2038].map((year) => dateOf(easter(year)))).toEqual(['1961-04-02', '2000-04-23', '2019-04-21', '2024-03-31', '2025-04-20', '2026-04-05', '2038-04-25']);
  });
});

describe('minutesOf', () => {
  test.each([
    ['00:00', 0],
    ['8:05', 485],
    ['08:05:30', 485],
    ['23:59', 1439],
    ['24:00', 1440],
  ])('%s', (time, minutes) => expect(minutesOf(time)).toBe(minutes));

  test.each(['24:01', '08:60', '08:5', '008:00', 'noon', '', '8'])('%s is no time of a day', (time) => expect(() => minutesOf(time)).toThrow(RangeError));
});

describe('statusAt', () => {
  test('opens and closes at the wall clock of the zone, the end not included', () => {
    expect(ask(office(), '2026-03-02T06:59:59.999Z')).toEqual({ open: false, until: '2026-03-02T07:00Z' });
    expect(ask(office(), '2026-03-02T07:00:00Z')).toEqual({ open: true, until: '2026-03-02T15:00Z' });
    expect(ask(office(), '2026-03-02T15:00:00Z')).toEqual({ open: false, until: '2026-03-03T07:00Z' });
  });

  test('follows daylight saving: the same hours lie an hour earlier in summer', () => {
    expect(ask(office(), '2026-03-27T16:00:00Z')).toEqual({ open: false, until: '2026-03-30T06:00Z' });
    expect(ask(office(), '2026-10-23T16:00:00Z')).toEqual({ open: false, until: '2026-10-26T07:00Z' });
  });

  test('hours that clocks jump over are not open, hours that come twice are open twice', () => {
    const night = office({ businessHours: [weekly(7, ['01:30', '02:30'])] });
    // 2026-03-29 in Copenhagen: 02:00 is followed by 03:00.
    expect(ask(night, '2026-03-29T00:30:00Z')).toEqual({ open: true, until: '2026-03-29T01:00Z' });
    expect(ask(office({ businessHours: [weekly(7, ['02:15', '02:45'])] }), '2026-03-28T12:00:00Z')).toEqual({ open: false, until: '2026-04-05T00:15Z' });
    // 2026-10-25: 03:00 is followed by 02:00.
    expect(ask(night, '2026-10-24T23:45:00Z')).toEqual({ open: true, until: '2026-10-25T00:30Z' });
    expect(ask(night, '2026-10-25T00:45:00Z')).toEqual({ open: false, until: '2026-10-25T01:00Z' });
    expect(ask(night, '2026-10-25T01:15:00Z')).toEqual({ open: true, until: '2026-10-25T01:30Z' });
  });

  test('clocks that go back over midnight bring the old day again', () => {
    // St John's, 2010-11-07: at 00:01 it became 23:01 of the day before.
    const late = office({ timezone: 'America/St_Johns', businessHours: [weekly(6, ['22:00', '24:00']), weekly(7, ['00:00', '08:00'])] });
    expect(ask(late, '2010-11-07T01:00:00Z')).toEqual({ open: true, until: '2010-11-07T11:30Z' });
  });

  test('hours past midnight belong to the day on which they begin', () => {
    const bar = office({ businessHours: [weekly(5, ['20:00', '02:00'])], exceptions: [exception('2026-03-07')] });
    expect(ask(bar, '2026-03-06T19:30:00Z')).toEqual({ open: true, until: '2026-03-07T01:00Z' });
    expect(ask(bar, '2026-03-07T00:30:00Z')).toEqual({ open: true, until: '2026-03-07T01:00Z' });
  });

  test('an exception takes the place of the weekly hours, closed or open', () => {
    const schedule = office({ exceptions: [exception('2026-03-03'), exception('2026-03-07', { status: 'Open', intervals: [{ startTime: '10:00', endTime: '12:00' }] })] });
    expect(ask(schedule, '2026-03-03T10:00:00Z')).toEqual({ open: false, until: '2026-03-04T07:00Z' });
    expect(ask(schedule, '2026-03-07T10:00:00Z')).toEqual({ open: true, until: '2026-03-07T11:00Z' });
  });

  test('a holiday recurs by date every year, a monthly one every month, a movable one with Easter', () => {
    const days = (recurring: ExceptionEntry['recurring'], ...dates: string[]): number[] =>
      dates.map(
        (date) =>
          entriesOn(office({ exceptions: [exception('2024-01-01', { businessHourType: 'Holiday', recurring: recurring! })] }), dayNumber(date)).filter((entry) => entry.businessHourType === 'Holiday')
            .length,
      );
    expect(days({ dayOfMonth: 1, monthOfYear: 1 }, '2023-01-01', '2024-01-01', '2026-01-01', '2026-01-02', '2026-02-01')).toEqual([0, 1, 1, 0, 0]);
    // It begins with its first such day, which the start date need not be.
    expect(days({ dayOfMonth: 15 }, '2024-01-01', '2026-03-15', '2026-04-15', '2026-04-16')).toEqual([0, 1, 1, 0]);
    expect(days({ dayOfMonth: 29, monthOfYear: 2 }, '2028-02-29', '2026-02-28', '2026-03-01')).toEqual([1, 0, 0]);
    expect(days({ holiday: 'Good Friday' }, '2026-04-03', '2026-04-05', '2027-03-26')).toEqual([1, 0, 1]);
    expect(days({ holiday: 'Founders Day', dayOfMonth: 9, monthOfYear: 6 }, '2026-06-09', '2026-06-10')).toEqual([1, 0]);
    // What is left out is that of the start date; with nothing at all it does not recur.
    expect(days({ monthOfYear: 6 }, '2026-06-01', '2026-06-02', '2026-07-01')).toEqual([1, 0, 0]);
    expect(days({ holiday: 'Founders Day' }, '2026-01-01', '2026-01-02', '2026-02-01')).toEqual([1, 0, 0]);
    expect(days({}, '2024-01-01', '2024-01-02', '2025-01-01')).toEqual([1, 0, 0]);
  });

  test('one that does not recur goes before one that does', () => {
    const holiday = exception('2020-12-24', { businessHourType: 'Holiday', recurring: { dayOfMonth: 24, monthOfYear: 12 } });
    const once = exception('2026-12-24', { status: 'Open', intervals: [{ startTime: '08:00', endTime: '12:00' }] });
    expect(ask(office({ exceptions: [holiday, once] }), '2026-12-24T08:00:00Z')).toEqual({ open: true, until: '2026-12-24T11:00Z' });
    expect(ask(office({ exceptions: [holiday, once] }), '2027-12-24T08:00:00Z').open).toBe(false);
    const [open, closed] = [{ ...holiday, status: 'Open' as const }, exception('2026-12-24')];
    expect(ask(office({ exceptions: [open, closed] }), '2026-12-24T08:00:00Z').open).toBe(false);
  });

  test('an interval that ends when it begins is a whole day', () => {
    expect(ask(office({ businessHours: [weekly(1, ['08:00', '08:00'])] }), '2026-03-02T12:00:00Z')).toEqual({ open: true, until: '2026-03-03T07:00Z' });
  });

  test('a weekly entry without a weekday has that of its start date, and holds on that already', () => {
    const { dayOfWeek: _monday, ...entry } = weekly(1, ['08:00', '16:00']);
    const held = (startDate: string) => ['2026-03-02', '2026-03-03', '2026-03-09'].map((day) => entriesOn(office({ businessHours: [{ ...entry, startDate }] }), dayNumber(day)).length);
    expect(held('2026-03-02')).toEqual([1, 0, 1]);
    expect(held('2026-03-03')).toEqual([0, 1, 0]);
  });

  test('open all day, every day, never closes; an empty schedule never opens', () => {
    const always = office({ businessHours: [1, 2, 3, 4, 5, 6, 7].map((day) => weekly(day)) });
    expect(ask(always, '2026-03-02T10:00:00Z')).toEqual({ open: true, until: undefined });
    expect(ask({ ...always, exceptions: [exception('2026-12-24')] }, '2026-03-02T10:00:00Z')).toEqual({ open: true, until: '2026-12-23T23:00Z' });
    expect(ask(office({ businessHours: [] }), '2026-03-02T10:00:00Z')).toEqual({ open: false, until: undefined });
  });

  test('a weekly entry begins on its start date', () => {
    const later = office({ businessHours: [{ ...weekly(1, ['08:00', '16:00']), startDate: '2026-03-05' }] });
    expect(ask(later, '2026-03-02T10:00:00Z')).toEqual({ open: false, until: '2026-03-09T07:00Z' });
  });
});

const time = fc.integer({ min: 0, max: 95 }).map((quarter) => `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`);
const interval = fc.record({ startTime: time, endTime: fc.oneof(time, fc.constant('24:00')) });
const status = fc.constantFrom('Open' as const, 'Closed' as const);
const date = fc.integer({ min: dayNumber('2026-01-01'), max: dayNumber('2026-12-31') }).map(dateOf);
const schedules = fc.record({
  timezone: fc.constantFrom('Europe/Copenhagen', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Africa/Casablanca', 'Pacific/Apia', 'UTC'),
  businessHours: fc.array(
    fc.record({
      name: fc.constant('w'),
      dayOfWeek: fc.integer({ min: 1, max: 7 }),
      businessHourType: fc.constant('Regular' as const),
      status,
      intervals: fc.array(interval, { maxLength: 2 }),
      startDate: fc.constant('2020-01-01'),
    }),
    { maxLength: 10 },
  ),
  exceptions: fc.array(
    fc.record({ name: fc.constant('e'), businessHourType: fc.constantFrom('Exception' as const, 'Holiday' as const), status, intervals: fc.array(interval, { maxLength: 2 }), startDate: date }),
    { maxLength: 6 },
  ),
});
// Most of the year, or right around a jump of the clocks.
const instants = fc
  .oneof(
    fc.integer({ min: Date.parse('2026-01-02T00:00:00Z') / 60_000, max: Date.parse('2026-12-20T00:00:00Z') / 60_000 }),
    fc
      .tuple(
        fc.constantFrom('2026-03-29T01:00:00Z', '2026-10-25T01:00:00Z', '2026-03-08T07:00:00Z', '2026-11-01T06:00:00Z', '2026-04-04T15:00:00Z', '2026-10-03T15:30:00Z'),
        fc.integer({ min: -300, max: 300 }),
      )
      .map(([at, minutes]) => Date.parse(at) / 60_000 + minutes),
  )
  .map((minutes) => minutes * 60_000);

/** Open by looking at the wall and reading the day's entries: slow and plain. */
function openByWall(schedule: Schedule, wall: { day: number; minute: number }): boolean {
  const minutes = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  const within = (day: number, minute: number): boolean =>
    entriesOn(schedule, day).some((entry) => {
      if (entry.status === 'Closed') return false;
      if (!entry.intervals?.length) return minute < 1440;
      return entry.intervals.some(({ startTime, endTime }) => {
        const end = minutes(endTime) > minutes(startTime) ? minutes(endTime) : minutes(endTime) + 1440;
        return minute >= minutes(startTime) && minute < end;
      });
    });
  return within(wall.day, wall.minute) || within(wall.day - 1, wall.minute + 1440);
}

describe('properties', () => {
  test('it is open exactly when the wall shows open hours, around jumps of the clocks too', () => {
    fc.assert(
      fc.property(schedules, instants, (schedule, at) => {
        expect(statusAt(schedule, at).isOpen).toBe(openByWall(schedule, wallOf(schedule.timezone)(at)));
      }),
      { numRuns: 500 },
    );
  });

  test('the next change is the first minute that is otherwise', () => {
    fc.assert(
      fc.property(schedules, instants, (schedule, at) => {
        const answer = statusAt(schedule, at);
        const change = answer.isOpen ? answer.closesAt : answer.opensAt;
        const wall = wallOf(schedule.timezone);
        // Four days minute by minute would be slow: every fifteenth, as all times and jumps lie on quarters.
        const first = Array.from({ length: 4 * 96 }, (_, step) => at - (at % 900_000) + (step + 1) * 900_000).find((instant) => openByWall(schedule, wall(instant)) !== answer.isOpen);
        if (first === undefined) expect(change ?? Infinity).toBeGreaterThan(at + 4 * 96 * 900_000 - 900_000);
        else expect(change).toBe(first);
      }),
      { numRuns: 100 },
    );
  });

  test('the coming days are told once each, in order, and only what holds on them', () => {
    fc.assert(
      fc.property(schedules, instants, fc.integer({ min: 1, max: 90 }), (schedule, at, days) => {
        const entries = upcoming(schedule, at, days);
        const today = wallOf(schedule.timezone)(at).day;
        const dates = entries.map((entry) => dayNumber(entry.nextDate));
        expect(dates).toEqual(dates.toSorted((a, b) => a - b));
        expect(dates.every((day) => day >= today && day < today + days)).toBe(true);
        for (const day of new Set(dates)) expect(new Set(entries.filter((entry) => dayNumber(entry.nextDate) === day).map((entry) => entry.businessHourType === 'Regular')).size).toBe(1);
      }),
    );
  });
});
