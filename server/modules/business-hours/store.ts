import { sql, type Session } from '../../platform/db/database.ts';
import type { ExceptionEntry, WeeklyEntry } from './rules.ts';

export const tables = ['business_hours_schedule'] as const;

export interface ScheduleRow {
  readonly id: string;
  readonly name: string;
  /** An IANA name. */
  readonly timezone: string;
  readonly definition: { readonly businessHours?: readonly WeeklyEntry[]; readonly exceptions?: readonly ExceptionEntry[] };
}

/** All schedules, oldest first. */
export function selectSchedules(session: Session, organizationId: string): Promise<ScheduleRow[]> {
  return session.query<ScheduleRow>(sql`SELECT id, name, timezone, definition FROM business_hours_schedule WHERE organization_id = ${organizationId} ORDER BY created_at, id`);
}

export function selectSchedule(session: Session, organizationId: string, id: string): Promise<ScheduleRow | undefined> {
  return session.maybe<ScheduleRow>(sql`SELECT id, name, timezone, definition FROM business_hours_schedule WHERE organization_id = ${organizationId} AND id = ${id}`);
}
