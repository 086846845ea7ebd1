import { Temporal } from 'temporal-polyfill';
import { invalid } from '../../base/errors.ts';
import { epoch, isoOf, wireTime } from '../../base/time.ts';
import type { PeriodFilter, PresetName } from './schema.ts';

/** A span of time; both ends belong to it. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** @throws Fault 400 for what is no IANA time zone. */
export function checkZone(timezone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: timezone }).resolvedOptions().timeZone;
  } catch {
    throw invalid('Invalid value in request (timezone is not a known time zone)');
  }
}

export type Unit = 'Day' | 'Week' | 'Month' | 'Quarter' | 'Year';

/** The first day of the unit in which a day lies. Weeks begin on Monday. */
function beginning(day: Temporal.PlainDate, unit: Unit): Temporal.PlainDate {
  switch (unit) {
    case 'Day':
      return day;
    case 'Week':
      return day.subtract({ days: day.dayOfWeek - 1 });
    case 'Month':
      return day.with({ day: 1 });
    case 'Quarter':
      return day.with({ month: day.month - ((day.month - 1) % 3), day: 1 });
    case 'Year':
      return day.with({ month: 1, day: 1 });
  }
}

const steps: Readonly<Record<Unit, Readonly<Record<string, number>>>> = { Day: { days: 1 }, Week: { weeks: 1 }, Month: { months: 1 }, Quarter: { months: 3 }, Year: { years: 1 } };

/** Whole units of the calendar, both ends named by how far they lie from the one we are in: 0 is this one, -1 the one before. */
export function unitsPeriod(unit: Unit, first: number, last: number, timezone: string, now: Date): Period {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timezone).toPlainDate();
  const current = beginning(today, unit);
  const startOf = (distance: number): number => {
    const by = Object.fromEntries(Object.entries(steps[unit]).map(([name, step]) => [name, step * distance]));
    return current.add(by).toZonedDateTime(timezone).epochMilliseconds;
  };
  return { from: isoOf(startOf(first)), to: isoOf(startOf(last + 1) - 1) };
}

/** The whole day, week, month, quarter or year that a preset means at this moment in this time zone. */
export function presetPeriod(preset: PresetName, timezone: string, now: Date): Period {
  const unit: Unit = preset === 'Today' || preset === 'Yesterday' ? 'Day' : (preset.replace(/^(This|Previous)/, '') as Unit);
  const which = preset === 'Yesterday' || preset.startsWith('Previous') ? -1 : 0;
  return unitsPeriod(unit, which, which, timezone, now);
}

/** @throws Fault 400 when the end lies before the start. */
export function periodOf(filter: PeriodFilter, timezone: string, now: Date): Period {
  if (filter._type === 'Preset') return presetPeriod(typeof filter.value === 'string' ? filter.value : filter.value._type, timezone, now);
  const [from, to] = [wireTime(filter.start), wireTime(filter.end)];
  if (epoch(to) < epoch(from)) throw invalid('Invalid value in request (periodFilter.end lies before periodFilter.start)');
  return { from, to };
}

/** The codes of channels in filters. Compared without regard to case. */
export const channelCodes: Readonly<Record<string, { code: string; label: string }>> = {
  Callback: { code: 'CALLBACK', label: 'Callback' },
  WidgetChat: { code: 'CHAT', label: 'Chat' },
  ContactForm: { code: 'CONTACT_FORM', label: 'Contact form' },
  Email: { code: 'EMAIL', label: 'Email' },
  FacebookMessenger: { code: 'FACEBOOK_MESSENGER', label: 'Facebook Messenger' },
  Messenger: { code: 'MESSENGER', label: 'Messenger' },
  PstnPhone: { code: 'PSTN_PHONE', label: 'Phone' },
  Sms: { code: 'SMS', label: 'SMS' },
  Twitter: { code: 'TWITTER', label: 'Twitter' },
  Voicemail: { code: 'VOICEMAIL', label: 'Voicemail' },
  WhatsApp: { code: 'WHATS_APP', label: 'WhatsApp' },
};

/** `email`, `Email` and `E-mail` are one; so are `pstn_phone` and `PstnPhone`. */
const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

export const channelCode = (channel: string): string => channelCodes[channel]?.code ?? channel.toUpperCase();

/** The codes of the channels that a filter names, by code or by the name that conversations show. */
export function channelsNamed(values: readonly string[]): string[] {
  const wanted = new Set(values.map(plain));
  return Object.entries(channelCodes).flatMap(([channel, { code }]) => (wanted.has(plain(code)) || wanted.has(plain(channel)) ? [code] : []));
}
