import { notFound } from '../../base/errors.ts';
import { isUuid } from '../../base/ids.ts';
import { epoch, wireTime } from '../../base/time.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/operation.ts';
import { statusAt, upcoming, type Entry, type Schedule, type Status } from './rules.ts';
import { selectSchedule, selectSchedules, type ScheduleRow } from './store.ts';

export const listSchedules = (ctx: Context, actor: Actor): Promise<ScheduleRow[]> => selectSchedules(ctx.db, actor.organizationId);

/** @throws Fault 404, also for an id that is no uuid. */
export async function getSchedule(ctx: Context, actor: Actor, id: string): Promise<ScheduleRow> {
  const row = isUuid(id) ? await selectSchedule(ctx.db, actor.organizationId, id) : undefined;
  if (!row) throw notFound();
  return row;
}

const scheduleOf = (row: ScheduleRow): Schedule => ({ timezone: row.timezone, businessHours: row.definition.businessHours ?? [], exceptions: row.definition.exceptions ?? [] });

/** What holds on each of the coming days, today (where the schedule is) included. @throws Fault 404. */
export async function getUpcoming(ctx: Context, actor: Actor, id: string, days = 7): Promise<{ row: ScheduleRow; entries: (Entry & { readonly nextDate: string })[] }> {
  const row = await getSchedule(ctx, actor, id);
  return { row, entries: upcoming(scheduleOf(row), ctx.clock.now().getTime(), days) };
}

/** Whether the business is open at a time, now unless said. @throws Fault 404. */
export async function getStatus(ctx: Context, actor: Actor, id: string, timestamp: string | undefined): Promise<{ at: string; status: Status }> {
  const row = await getSchedule(ctx, actor, id);
  const at = timestamp === undefined ? ctx.clock.now().toISOString() : wireTime(timestamp);
  return { at, status: statusAt(scheduleOf(row), epoch(at)) };
}
