import { invalid } from '../../base/errors.ts';
import { epoch, wireTime } from '../../base/time.ts';
import { unitsPeriod, type Period, type Unit } from '../analytics/index.ts';
import type { Period as PeriodInput } from './schema.ts';

const PRESET = /^(Last|Previous)(\d+)?(Day|Week|Month|Quarter|Year)(s)?$/;
/** So many units at most, of whichever size: ten years of days. */
const MAX_UNITS = 3660;

/**
 * The whole units that a preset means: `Today`, `Yesterday`, `LastWeek` (this one), `PreviousWeek` (the one before),
 * `Last7Days` (today and the six before), `Previous2Months`.
 * @throws Fault 400 for anything else.
 */
export function presetPeriod(preset: string, timezone: string, now: Date): Period {
  if (preset === 'Today') return unitsPeriod('Day', 0, 0, timezone, now);
  if (preset === 'Yesterday') return unitsPeriod('Day', -1, -1, timezone, now);
  const [, which, digits, unit, plural] = PRESET.exec(preset) ?? [];
  const count = digits === undefined ? 1 : Number(digits);
  const known = unit !== undefined && (digits === undefined ? plural === undefined : plural !== undefined && count >= 2 && count <= MAX_UNITS);
  if (!known) throw invalid('Invalid value in request (primaryFilter.period.preset is not known)');
  const last = which === 'Last' ? 0 : -1;
  return unitsPeriod(unit as Unit, last - count + 1, last, timezone, now);
}

/** @throws Fault 400 when the interval does not run forward. */
export function periodOf(period: PeriodInput, timezone: string, now: Date): Period {
  if ('preset' in period) return presetPeriod(period.preset, timezone, now);
  const [from, to] = [wireTime(period.interval.from), wireTime(period.interval.to)];
  if (epoch(from) >= epoch(to)) throw invalid('Invalid value in request (primaryFilter.period.interval: from must lie before to)');
  return { from, to };
}
