import { newId } from '../../base/ids.ts';
import { Enumeration, Maybe, Type, Uuid } from '../../base/schema.ts';
import { sql } from '../../platform/db/database.ts';
import { SettingError, type Setting } from '../../platform/setting.ts';
import { selectSchedules } from './store.ts';
import { Zone } from './zone.ts';

const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const time = Type.String({ pattern: '^([01]\\d|2[0-4]):[0-5]\\d$' });
const shared = {
  name: Type.String(),
  status: Enumeration(['Closed', 'Open']),
  intervals: Maybe(Type.Array(Type.Object({ startTime: time, endTime: time }, { additionalProperties: false }))),
  startDate: day,
};
const Weekly = Type.Object({ ...shared, businessHourType: Enumeration(['Regular']), dayOfWeek: Maybe(Type.Integer({ minimum: 1, maximum: 7 })) }, { additionalProperties: false });
const Recurring = Type.Object(
  { dayOfMonth: Maybe(Type.Integer({ minimum: 1, maximum: 31 })), monthOfYear: Maybe(Type.Integer({ minimum: 1, maximum: 12 })), holiday: Maybe(Type.String()) },
  { additionalProperties: false },
);
const Exception = Type.Object({ ...shared, businessHourType: Enumeration(['Exception', 'Holiday']), recurring: Maybe(Recurring) }, { additionalProperties: false });

/** Business hours in the configuration file. */
export const businessHoursSetting: Setting = {
  section: 'businessHours',
  description: 'Schedules: what holds every week, and what takes its place on single days.',
  entry: Type.Object(
    {
      id: Maybe(Uuid),
      name: Type.String({ minLength: 1 }),
      timezone: Type.String({ description: 'An IANA name such as `Europe/Copenhagen`.' }),
      businessHours: Maybe(Type.Array(Weekly)),
      exceptions: Maybe(Type.Array(Exception)),
    },
    { additionalProperties: false },
  ),
  nameOf: (entry) => String(entry.name),
  async read(session, organizationId) {
    const rows = await selectSchedules(session, organizationId);
    return rows.map(({ id, name, timezone, definition }) => ({ id, name, timezone, ...definition }));
  },
  async save(tx, { organizationId, now }, entry, before) {
    const { id, name, timezone, ...definition } = entry;
    try {
      new Zone(String(timezone));
    } catch {
      throw new SettingError(`timezone: ${String(timezone)} is no time zone`);
    }
    await tx.execute(sql`
      INSERT INTO business_hours_schedule (organization_id, id, name, timezone, definition, created_at)
      VALUES (${organizationId}, ${before?.id ?? id ?? newId()}, ${name}, ${timezone}, ${JSON.stringify(definition)}, ${now})
      ON CONFLICT (organization_id, id) DO UPDATE SET name = excluded.name, timezone = excluded.timezone, definition = excluded.definition`);
  },
  async remove(tx, { organizationId }, entry) {
    await tx.execute(sql`DELETE FROM business_hours_schedule WHERE organization_id = ${organizationId} AND id = ${entry.id}`);
  },
  losses: () => Promise.resolve(undefined),
};
