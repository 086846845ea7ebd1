import { derivedId, newId } from '../../base/ids.ts';
import { Enumeration, Int32, Maybe, OneOf, Recursive, Type, Uuid, Variant } from '../../base/schema.ts';
import { present } from '../../base/present.ts';
import { sql, type Session } from '../../platform/db/database.ts';
import { counted, SettingError, type Entry, type Setting } from '../../platform/setting.ts';
import type { Definition } from './rules.ts';
import type { SelectOption } from './schema.ts';
import { selectDefinitions } from './store.ts';

interface OptionEntry {
  readonly id?: string;
  readonly label: string;
  readonly value?: string;
  readonly isDeactivated?: boolean;
  readonly orderIndex?: number;
  readonly nestedOptions?: readonly OptionEntry[];
}

const OptionEntry = Recursive<OptionEntry>('OptionEntry', (self) =>
  Type.Object(
    {
      id: Maybe(Uuid),
      label: Type.String(),
      value: Maybe(Type.String({ description: 'What is stored; the label when left out.' })),
      isDeactivated: Maybe(Type.Boolean()),
      orderIndex: Maybe(Int32),
      nestedOptions: Maybe(Type.Array(self)),
    },
    { additionalProperties: false },
  ),
);

const input = OneOf('SettingInput', [Variant('Text', { placeholder: Maybe(Type.String()) }), Variant('Select', { options: Type.Array(OptionEntry) })]);

/** Options with all fields that the wire shows. Places are counted through the tree, ids follow from the path. */
function fullOptions(options: readonly OptionEntry[], path: readonly string[], count: { n: number }): SelectOption[] {
  const values = options.map((option) => option.value ?? option.label);
  const twice = values.find((value, index) => values.indexOf(value) !== index);
  if (twice !== undefined) throw new SettingError(`inputDefinition.options: ${[...path.slice(1), twice].join('/')} is there twice`);
  return options.map((option) => {
    const value = option.value ?? option.label;
    const orderIndex = option.orderIndex ?? count.n;
    count.n++;
    const here = [...path, value];
    return {
      id: option.id ?? derivedId('option', ...here),
      label: option.label,
      value,
      nestedOptions: fullOptions(option.nestedOptions ?? [], here, count),
      isDeactivated: option.isDeactivated ?? false,
      orderIndex,
    };
  });
}

const pathsOf = (options: readonly OptionEntry[], above = ''): string[] =>
  options.flatMap((option) => [`${above}${option.value ?? option.label}`, ...pathsOf(option.nestedOptions ?? [], `${above}${option.value ?? option.label}/`)]);

async function valuesOf(session: Session, organizationId: string, entry: Entry): Promise<number> {
  const row = await session.maybe<{ count: number }>(
    entry.entityType === 'Conversation'
      ? sql`SELECT count(*) AS count FROM conversation WHERE organization_id = ${organizationId} AND custom_attributes ? ${String(entry.id)}`
      : sql`SELECT count(*) AS count FROM person WHERE organization_id = ${organizationId} AND custom_attributes ? ${String(entry.id)}`,
  );
  return row!.count;
}

const owners = (entry: Entry): string => (entry.entityType === 'Conversation' ? 'conversation' : 'person');

/** Definitions of custom attributes in the configuration file. */
export const customAttributeSetting: Setting = {
  section: 'customAttributes',
  description: 'What conversations and contacts carry beside their own fields.',
  entry: Type.Object(
    {
      id: Maybe(Uuid),
      entityType: Enumeration(['Contact', 'Conversation']),
      identifier: Type.String({ minLength: 1, description: 'The name that programs use.' }),
      label: Type.String({ minLength: 1 }),
      description: Maybe(Type.String()),
      inputDefinition: input,
      isRequired: Maybe(Type.Boolean()),
      isArchived: Maybe(Type.Boolean()),
      isDeactivated: Maybe(Type.Boolean()),
    },
    { additionalProperties: false },
  ),
  nameOf: (entry) => `${String(entry.entityType)}/${String(entry.identifier)}`,
  async read(session, organizationId) {
    const rows = await selectDefinitions(session, organizationId);
    return rows.map((row: Definition) =>
      present({
        id: row.id,
        entityType: row.entity_type,
        identifier: row.identifier,
        label: row.label,
        description: row.description,
        inputDefinition: row.input_definition,
        isRequired: row.is_required || undefined,
        isArchived: row.is_archived || undefined,
        isDeactivated: row.is_deactivated || undefined,
      }),
    );
  },
  async save(tx, { organizationId, now }, entry, before) {
    const given = entry.inputDefinition as { _type: 'Text' } | { _type: 'Select'; options: readonly OptionEntry[] };
    if (before && before.entityType !== entry.entityType) throw new SettingError('entityType: it cannot change');
    const id = ((before?.id ?? entry.id) as string | undefined) ?? newId();
    const definition = given._type === 'Text' ? given : { ...given, options: fullOptions(given.options, [id], { n: 0 }) };
    await tx.execute(sql`
      INSERT INTO custom_attribute_definition (organization_id, id, entity_type, identifier, label, description, input_definition, is_required, is_archived, is_deactivated, created_at)
      VALUES (${organizationId}, ${id}, ${entry.entityType}, ${entry.identifier}, ${entry.label}, ${entry.description ?? null}, ${JSON.stringify(definition)},
        ${entry.isRequired ?? false}, ${entry.isArchived ?? false}, ${entry.isDeactivated ?? false}, ${now})
      ON CONFLICT (organization_id, id) DO UPDATE SET identifier = excluded.identifier, label = excluded.label, description = excluded.description,
        input_definition = excluded.input_definition, is_required = excluded.is_required, is_archived = excluded.is_archived, is_deactivated = excluded.is_deactivated, updated_at = ${now}`);
  },
  async remove(tx, { organizationId }, entry) {
    await tx.execute(sql`DELETE FROM custom_attribute_definition WHERE organization_id = ${organizationId} AND id = ${entry.id}`);
  },
  async losses(session, organizationId, entry) {
    const has = counted(await valuesOf(session, organizationId, entry), owners(entry));
    return has && `${has} would lose a value`;
  },
  /** Another kind of input, or an option that is gone, leaves values that nobody can read. */
  async lossesOf(session, organizationId, before, after) {
    const [old, now] = [before.inputDefinition, after.inputDefinition] as { _type: string; options?: readonly OptionEntry[] }[];
    const kept = new Set(pathsOf(now!.options ?? []));
    const gone = pathsOf(old!.options ?? []).filter((path) => !kept.has(path));
    if (old!._type === now!._type && gone.length === 0) return undefined;
    const has = counted(await valuesOf(session, organizationId, before), owners(before));
    return has && `${has} may have ${old!._type === now!._type ? `the option ${gone.join(', ')}` : 'a value of the other kind'}; deactivate it instead`;
  },
};
