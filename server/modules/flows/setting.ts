import { newId } from '../../base/ids.ts';
import { Maybe, Type, Uuid } from '../../base/schema.ts';
import { ConversationChannel } from '../../base/wire.ts';
import { present } from '../../base/present.ts';
import { sql, type Session } from '../../platform/db/database.ts';
import { counted, SettingError, type Entry, type Setting } from '../../platform/setting.ts';

/** Chat widgets in the configuration file. */
export const chatWidgetSetting: Setting = {
  section: 'chatWidgets',
  description: 'The chat widgets of the organization; a chat begins in one.',
  entry: Type.Object({ id: Maybe(Uuid), name: Type.String({ minLength: 1 }) }, { additionalProperties: false }),
  nameOf: (entry) => String(entry.name),
  read: (session, organizationId) => session.query<Entry>(sql`SELECT id, name FROM chat_widget WHERE organization_id = ${organizationId} ORDER BY created_at, id`),
  async save(tx, { organizationId, now }, entry, before) {
    await tx.execute(sql`
      INSERT INTO chat_widget (organization_id, id, name, created_at) VALUES (${organizationId}, ${before?.id ?? entry.id ?? newId()}, ${entry.name}, ${now})
      ON CONFLICT (organization_id, id) DO UPDATE SET name = excluded.name`);
  },
  async remove(tx, { organizationId }, entry) {
    await tx.execute(sql`DELETE FROM chat_widget WHERE organization_id = ${organizationId} AND id = ${entry.id}`);
  },
  async losses(session, organizationId, entry) {
    const row = await session.maybe<{ count: number }>(sql`SELECT count(*) AS count FROM conversation WHERE organization_id = ${organizationId} AND contact_point = ${String(entry.id)}`);
    const began = counted(row!.count, 'conversation');
    return began && `${began} began in it`;
  },
};

const ENDPOINT_CHANNELS = new Set(['Email', 'ContactForm', 'PstnPhone', 'Voicemail', 'Callback', 'Sms']);
const WIDGET_CHANNELS = new Set(['WidgetChat', 'Messenger']);

/** The contact point as rows name it: an address in lower case, the id of a widget, or the id at another company. */
async function contactPointOf(tx: Session, organizationId: string, channel: string, name: string): Promise<string> {
  if (WIDGET_CHANNELS.has(channel)) {
    const rows = await tx.query<{ id: string }>(sql`SELECT id FROM chat_widget WHERE organization_id = ${organizationId} AND (name = ${name} OR id::text = ${name.toLowerCase()})`);
    if (rows.length !== 1) throw new SettingError(`contactPoint: there is ${rows.length === 0 ? 'no' : 'more than one'} chat widget ${name}`);
    return rows[0]!.id;
  }
  if (!ENDPOINT_CHANNELS.has(channel)) return name;
  const found = await tx.maybe(sql`SELECT 1 AS found FROM contact_endpoint WHERE organization_id = ${organizationId} AND address = ${name.toLowerCase()}`);
  if (!found) throw new SettingError(`contactPoint: there is no contact endpoint ${name}`);
  return name.toLowerCase();
}

async function queueOf(tx: Session, organizationId: string, name: string | undefined): Promise<string | null> {
  if (name === undefined) return null;
  const rows = await tx.query<{ id: string }>(sql`SELECT id FROM queue WHERE organization_id = ${organizationId} AND (name = ${name} OR id::text = lower(${name}::text))`);
  if (rows.length !== 1) throw new SettingError(`queue: there is ${rows.length === 0 ? 'no' : 'more than one'} queue ${name}`);
  return rows[0]!.id;
}

/** Flows in the configuration file. */
export const flowSetting: Setting = {
  section: 'flows',
  description: 'In which queue a new conversation waits, by channel and contact point.',
  entry: Type.Object(
    {
      id: Maybe(Uuid),
      name: Type.String({ minLength: 1 }),
      channel: ConversationChannel,
      contactPoint: Type.String({ description: 'An address of `contactEndpoints`, the name or id of a chat widget, or the id of a page or account elsewhere.' }),
      queue: Maybe(Type.String({ description: 'The name or id of a queue; the default queue when left out.' })),
    },
    { additionalProperties: false },
  ),
  nameOf: (entry) => String(entry.name),
  async read(session, organizationId) {
    // A name that more than one queue has would not lead back to it.
    const rows = await session.query<Record<string, unknown>>(sql`
      SELECT f.id, f.name, f.channel, f.contact_endpoint_id AS "contactPoint",
        CASE WHEN (SELECT count(*) FROM queue q WHERE q.organization_id = f.organization_id AND q.name = own.name) > 1 THEN own.id::text ELSE own.name END AS queue
      FROM flow f LEFT JOIN queue own ON own.organization_id = f.organization_id AND own.id = f.queue_id
      WHERE f.organization_id = ${organizationId} ORDER BY f.created_at, f.id`);
    return rows.map(present);
  },
  async save(tx, { organizationId, now }, entry, before) {
    const contactPoint = await contactPointOf(tx, organizationId, String(entry.channel), String(entry.contactPoint));
    const queueId = await queueOf(tx, organizationId, entry.queue as string | undefined);
    await tx.execute(sql`
      INSERT INTO flow (organization_id, id, name, channel, contact_endpoint_id, queue_id, created_at)
      VALUES (${organizationId}, ${before?.id ?? entry.id ?? newId()}, ${entry.name}, ${entry.channel}, ${contactPoint}, ${queueId}, ${now})
      ON CONFLICT (organization_id, id) DO UPDATE SET name = excluded.name, channel = excluded.channel, contact_endpoint_id = excluded.contact_endpoint_id, queue_id = excluded.queue_id`);
  },
  async remove(tx, { organizationId }, entry) {
    await tx.execute(sql`DELETE FROM flow WHERE organization_id = ${organizationId} AND id = ${entry.id}`);
  },
  losses: () => Promise.resolve(undefined),
  async verify(session, organizationId) {
    const astray = await session.maybe<{ name: string; point: string }>(sql`
      SELECT f.name, f.contact_endpoint_id AS point FROM flow f WHERE f.organization_id = ${organizationId} AND (
        (f.channel = ANY(${[...ENDPOINT_CHANNELS]}) AND NOT EXISTS (SELECT FROM contact_endpoint e WHERE e.organization_id = f.organization_id AND e.address = f.contact_endpoint_id))
        OR (f.channel = ANY(${[...WIDGET_CHANNELS]}) AND NOT EXISTS (SELECT FROM chat_widget w WHERE w.organization_id = f.organization_id AND w.id::text = f.contact_endpoint_id)))
      ORDER BY f.created_at, f.id LIMIT 1`);
    if (astray) throw new SettingError(`the flow ${astray.name} leads from ${astray.point}, which is gone`);
  },
};
