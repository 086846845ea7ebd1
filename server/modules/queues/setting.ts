import { Fault } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import { Enumeration, Int32, MapOf, Maybe, Type, Uuid } from '../../base/schema.ts';
import { present } from '../../base/present.ts';
import { sql } from '../../platform/db/database.ts';
import { counted, SettingError, type Entry, type Setting } from '../../platform/setting.ts';
import { algorithms, settingsOf, type QueueInput } from './rules.ts';
import { clearDefault } from './store.ts';

const flag = Maybe(Type.Boolean());
const seconds = Maybe(Int32);
const numbers = Maybe(MapOf(Int32));

interface QueueEntry extends QueueInput {
  readonly id?: string;
}

/** @throws SettingError naming the setting that makes no sense. */
function checked(entry: QueueEntry): ReturnType<typeof settingsOf> {
  try {
    return settingsOf(entry);
  } catch (error) {
    throw error instanceof Fault ? new SettingError(error.message.replace(/^request\./, '')) : error;
  }
}

/** Queues in the configuration file. Their members are people, which the file does not hold. */
export const queueSetting: Setting = {
  section: 'queues',
  description: 'Where conversations wait. At most one is the default queue.',
  entry: Type.Object(
    {
      id: Maybe(Uuid),
      name: Type.String({ minLength: 1 }),
      isDefault: flag,
      callFunctionality: flag,
      offerAlgorithm: Maybe(Enumeration(algorithms)),
      queueThresholds: numbers,
      offerTimeout: seconds,
      wrapupTimeout: seconds,
      priority: Maybe(Int32),
      offerAbandonedConversations: flag,
      doNotOfferTimeouts: numbers,
      isDoNotOfferEnabled: flag,
      preferredAgentTimeouts: numbers,
      isPreferredAgentEnabled: flag,
      preferredAgentOfflineTimeout: seconds,
      personalAgentOfflineTimeout: seconds,
      isRestricted: flag,
    },
    { additionalProperties: false },
  ),
  nameOf: (entry) => String(entry.name),
  check: (entries) => (entries.filter((entry) => entry.isDefault).length > 1 ? 'more than one is the default queue' : undefined),
  async read(session, organizationId) {
    const rows = await session.query<{ id: string; name: string; is_default: boolean; call_functionality: boolean; offering_algorithm: string | null; settings: Entry }>(sql`
      SELECT id, name, is_default, call_functionality, offering_algorithm, settings FROM queue WHERE organization_id = ${organizationId} ORDER BY created_at, id`);
    return rows.map((row) =>
      present({ id: row.id, name: row.name, isDefault: row.is_default || undefined, callFunctionality: row.call_functionality || undefined, offerAlgorithm: row.offering_algorithm, ...row.settings }),
    );
  },
  async save(tx, { organizationId, now }, given, before) {
    const entry = given as unknown as QueueEntry;
    const settings = JSON.stringify(checked(entry));
    if (entry.isDefault) await clearDefault(tx, organizationId);
    await tx.execute(sql`
      INSERT INTO queue (organization_id, id, name, is_default, call_functionality, offering_algorithm, settings, created_at)
      VALUES (${organizationId}, ${before?.id ?? entry.id ?? newId()}, ${entry.name}, ${entry.isDefault ?? false}, ${entry.callFunctionality ?? false}, ${entry.offerAlgorithm ?? null}, ${settings}, ${now})
      ON CONFLICT (organization_id, id) DO UPDATE SET name = excluded.name, is_default = excluded.is_default, call_functionality = excluded.call_functionality,
        offering_algorithm = excluded.offering_algorithm, settings = excluded.settings`);
  },
  async remove(tx, { organizationId }, entry) {
    await tx.execute(sql`DELETE FROM queue WHERE organization_id = ${organizationId} AND id = ${entry.id}`);
  },
  async losses(session, organizationId, entry) {
    const row = await session.maybe<{ conversations: number; members: number }>(sql`
      SELECT (SELECT count(*) FROM conversation WHERE organization_id = ${organizationId} AND queue_id = ${entry.id}) AS conversations,
        (SELECT count(*) FROM queue_member WHERE organization_id = ${organizationId} AND queue_id = ${entry.id}) AS members`);
    const found = [counted(row!.conversations, 'conversation'), counted(row!.members, 'member')].filter((text) => text !== undefined);
    return found.length === 0 ? undefined : `${found.join(' and ')} would be without it`;
  },
};
