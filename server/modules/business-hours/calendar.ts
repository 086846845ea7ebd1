/**
 * Calendar days without a zone: `2026-03-29`, counted in days since 1970-01-01 (proleptic Gregorian). Arithmetic only;
 * when a day begins and ends somewhere is the affair of zone.ts.
 */
const DAY_MS = 86_400_000;

/** The number of a day. @param date `yyyy-mm-dd`. */
export const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS;

export const dateOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** 1 for Monday to 7 for Sunday. 1970-01-01 was a Thursday. */
export const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;

export interface YearMonthDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export function partsOf(day: number): YearMonthDay {
  const date = new Date(day * DAY_MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** Easter Sunday of a year in the Gregorian calendar, by the method of Meeus, Jones and Butcher. */
export function easter(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  const month = Math.floor(n / 31);
  return dayNumber(`${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String((n % 31) + 1).padStart(2, '0')}`);
}

/** Holidays that move with Easter, in days from Easter Sunday, by their letters in lower case. */
const movable: Readonly<Record<string, number>> = {
  maundythursday: -3,
  goodfriday: -2,
  eastersaturday: -1,
  eastersunday: 0,
  easter: 0,
  eastermonday: 1,
  ascensionday: 39,
  ascension: 39,
  pentecost: 49,
  whitsunday: 49,
  pentecostmonday: 50,
  whitmonday: 50,
};

/** Whether a day is the named movable holiday (`Good Friday`, `EasterMonday`); undefined for a name not known. */
export function isMovableHoliday(name: string, day: number): boolean | undefined {
  const offset = movable[name.toLowerCase().replace(/[^a-z]/g, '')];
  return offset === undefined ? undefined : day === easter(partsOf(day).year) + offset;
}
