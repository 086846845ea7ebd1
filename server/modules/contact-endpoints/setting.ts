import { Enumeration, Maybe, Type } from '../../base/schema.ts';
import { present } from '../../base/present.ts';
import { sql } from '../../platform/db/database.ts';
import { counted, SettingError, type Entry, type Setting } from '../../platform/setting.ts';
import { selectContactEndpoints } from './store.ts';

const FORMS = { EmailEndpoint: /^[^\s@]+@[^\s@]+$/, TelephonyEndpoint: /^\+[1-9]\d{4,14}$/ } as const;

interface Endpoint extends Entry {
  readonly type: keyof typeof FORMS;
  readonly address: string;
  readonly name?: string;
  readonly senderOverride?: string;
  readonly functionality?: readonly string[];
}

/** Contact endpoints in the configuration file. */
export const contactEndpointSetting: Setting = {
  section: 'contactEndpoints',
  description: 'The e-mail addresses and phone numbers at which customers reach the organization.',
  entry: Type.Object(
    {
      type: Enumeration(['EmailEndpoint', 'TelephonyEndpoint']),
      address: Type.String({ description: 'An e-mail address, or a number such as `+4531234567`.' }),
      name: Maybe(Type.String()),
      senderOverride: Maybe(Type.String({ description: 'The address that mail goes out under.' })),
      functionality: Maybe(Type.Array(Enumeration(['Sms', 'VoiceInbound', 'VoiceOutbound']), { description: 'What a number can do.' })),
    },
    { additionalProperties: false },
  ),
  nameOf: (entry) => String(entry.address).toLowerCase(),
  async read(session, organizationId) {
    const rows = await selectContactEndpoints(session, organizationId, undefined);
    return rows.map((row) =>
      present({ type: row.kind, address: row.address, name: row.name, senderOverride: row.sender_override, functionality: row.functionality.length === 0 ? undefined : [...row.functionality] }),
    );
  },
  async save(tx, { organizationId, now }, entry, before) {
    const { type, address, name, senderOverride, functionality = [] } = entry as Endpoint;
    if (!FORMS[type].test(address)) throw new SettingError(`address: ${address} is no ${type === 'EmailEndpoint' ? 'e-mail address' : 'phone number in the form +4531234567'}`);
    if (before && before.type !== type) throw new SettingError('type: it cannot change');
    await tx.execute(sql`
      INSERT INTO contact_endpoint (organization_id, address, kind, name, sender_override, functionality, created_at)
      VALUES (${organizationId}, ${address.toLowerCase()}, ${type}, ${name ?? null}, ${senderOverride ?? null}, ${[...functionality]}, ${now})
      ON CONFLICT (organization_id, address) DO UPDATE SET name = excluded.name, sender_override = excluded.sender_override, functionality = excluded.functionality`);
  },
  async remove(tx, { organizationId }, entry) {
    await tx.execute(sql`DELETE FROM contact_endpoint WHERE organization_id = ${organizationId} AND address = ${String(entry.address)}`);
  },
  async losses(session, organizationId, entry) {
    const row = await session.maybe<{ count: number }>(sql`SELECT count(*) AS count FROM conversation WHERE organization_id = ${organizationId} AND contact_point = ${String(entry.address)}`);
    const came = counted(row!.count, 'conversation');
    return came && `${came} came in through it`;
  },
};
