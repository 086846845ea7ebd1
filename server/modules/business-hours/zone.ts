import { Temporal } from 'temporal-polyfill';

/** A stretch of time in milliseconds since 1970: from the first, up to but not including the second. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const DAY_MS = 86_400_000;

/** A stretch in which the clocks of a zone do not jump. */
interface Era extends Span {
  /** Milliseconds to add to UTC for the wall clock. */
  readonly offset: number;
}

/** Two for each year that anybody asks about. */
const MAX_ERAS = 500;

/** The clocks of one IANA zone: when the wall shows what. Looks at the zone's rules once for each jump of its clocks. */
export class Zone {
  readonly #id: string;
  readonly #eras: Era[] = [];

  /** @throws RangeError for a name that is no zone. */
  constructor(id: string) {
    this.#id = Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(id).timeZoneId;
  }

  #eraAt(instant: number): Era {
    const known = this.#eras.find((era) => era.from <= instant && instant < era.to);
    if (known) return known;
    const at = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(this.#id);
    // The jump before is looked for from the millisecond behind, as an era begins at the jump itself.
    const before = at.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
    const after = at.getTimeZoneTransition('next');
    if (this.#eras.length >= MAX_ERAS) this.#eras.length = 0;
    const era = { from: before?.epochMilliseconds ?? -Infinity, to: after?.epochMilliseconds ?? Infinity, offset: at.offsetNanoseconds / 1_000_000 };
    this.#eras.push(era);
    return era;
  }

  /** The day that the wall shows at an instant, in days since 1970-01-01. */
  dayAt(instant: number): number {
    return Math.floor((instant + this.#eraAt(instant).offset) / DAY_MS);
  }

  /**
   * When the wall shows a time of a day: one stretch as a rule, none while the clocks jump over it, two when they go
   * back and show it twice.
   * @param day days since 1970-01-01. @param from minutes since midnight. @param to the same, up to 1440; not included.
   */
  spans(day: number, from: number, to: number): Span[] {
    const wall = { from: day * DAY_MS + from * 60_000, to: day * DAY_MS + to * 60_000 };
    const spans: Span[] = [];
    // No zone lies more than a day from UTC, so every era that could show the time begins before this end.
    for (let instant = wall.from - DAY_MS; instant < wall.to + DAY_MS;) {
      const era = this.#eraAt(instant);
      const span = { from: Math.max(era.from, wall.from - era.offset), to: Math.min(era.to, wall.to - era.offset) };
      if (span.from < span.to) spans.push(span);
      instant = era.to;
    }
    return spans;
  }
}

const zones = new Map<string, Zone>();
/** Zone names come from schedules, so there are few; the bound is for safety. */
const MAX_ZONES = 1000;

/** @throws RangeError for a name that is no zone. */
export function zoneOf(id: string): Zone {
  let zone = zones.get(id);
  if (!zone) {
    zone = new Zone(id);
    if (zones.size >= MAX_ZONES) zones.clear();
    zones.set(id, zone);
  }
  return zone;
}
