import { newId } from '../../base/ids.ts';
import { Enumeration, Maybe, Type, Uuid } from '../../base/schema.ts';
import { present } from '../../base/present.ts';
import { sql } from '../../platform/db/database.ts';
import { SettingError, type Setting } from '../../platform/setting.ts';
import { selectFirstAdmin } from '../organizations/index.ts';
import type { TemplateContent } from './store.ts';

const Translation = Type.Object({ locale: Type.String(), content: Type.String(), isDeactivated: Type.Boolean(), subject: Maybe(Type.String()) }, { additionalProperties: false });

/** Templates in the configuration file. */
export const templateSetting: Setting = {
  section: 'templates',
  description: 'Quick responses of agents and automatic replies to mail.',
  entry: Type.Object(
    {
      id: Maybe(Uuid),
      type: Enumeration(['EmailAutoReply', 'QuickResponse']),
      name: Type.String({ minLength: 1 }),
      content: Type.String(),
      subject: Maybe(Type.String()),
      translations: Maybe(Type.Array(Translation)),
    },
    { additionalProperties: false },
  ),
  nameOf: (entry) => String(entry.name),
  async read(session, organizationId) {
    const rows = await session.query<{ id: string; kind: string; name: string; content: TemplateContent }>(sql`
      SELECT id, kind, name, content FROM template WHERE organization_id = ${organizationId} ORDER BY created_at, id`);
    return rows.map(({ id, kind, name, content: { content, subject, translations } }) => present({ id, type: kind, name, content, subject, translations }));
  },
  async save(tx, { organizationId, now }, entry, before) {
    const admin = await selectFirstAdmin(tx, organizationId);
    if (admin === undefined) throw new SettingError('name: the organization has no agent who could have made it');
    const { content, subject, translations } = entry;
    // Who wrote it is not in the file: ids of people are other ones in another install.
    const edited = before === undefined ? { createdBy: admin } : { lastEditedBy: admin, lastEditedAt: now };
    await tx.execute(sql`
      INSERT INTO template (organization_id, id, kind, name, content, created_at, updated_at)
      VALUES (${organizationId}, ${before?.id ?? entry.id ?? newId()}, ${entry.type}, ${entry.name}, ${JSON.stringify(present({ content, subject, translations, ...edited }))}, ${now}, ${now})
      ON CONFLICT (organization_id, id) DO UPDATE SET kind = excluded.kind, name = excluded.name, content = (template.content - '{subject,translations}'::text[]) || excluded.content, updated_at = excluded.updated_at`);
  },
  async remove(tx, { organizationId }, entry) {
    await tx.execute(sql`DELETE FROM template WHERE organization_id = ${organizationId} AND id = ${entry.id}`);
  },
  losses: () => Promise.resolve(undefined),
};
