import type { Definition } from './rules.ts';
import type { CustomAttributeDefinition, SelectOption } from './schema.ts';

const viewOption = (option: SelectOption): SelectOption => ({ ...option, nestedOptions: (option.nestedOptions ?? []).map(viewOption) });

export function viewDefinition(row: Definition): CustomAttributeDefinition {
  const input = row.input_definition;
  return {
    id: row.id,
    entityType: row.entity_type,
    identifier: row.identifier,
    label: row.label,
    inputDefinition: input._type === 'Select' ? { ...input, options: input.options.map(viewOption) } : input,
    ...(row.description === null ? {} : { description: row.description }),
    createdAt: row.created_at,
    ...(row.updated_at === null ? {} : { updatedAt: row.updated_at }),
    isRequired: row.is_required,
    isArchived: row.is_archived,
    isDeactivated: row.is_deactivated,
  };
}
