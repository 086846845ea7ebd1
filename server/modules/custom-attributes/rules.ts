import { invalid } from '../../base/errors.ts';
import type { CustomAttributePatch, SelectOption } from './schema.ts';

export interface Definition {
  readonly id: string;
  readonly entity_type: 'Contact' | 'Conversation';
  readonly identifier: string;
  readonly label: string;
  readonly description: string | null;
  readonly input_definition: { readonly _type: 'Text'; readonly placeholder?: string } | { readonly _type: 'Select'; readonly options: readonly SelectOption[] };
  readonly is_required: boolean;
  readonly is_archived: boolean;
  readonly is_deactivated: boolean;
  readonly created_at: string;
  readonly updated_at: string | null;
}

/** Values to set and definitions to clear. */
export interface AttributeChange {
  readonly set: Readonly<Record<string, string | string[]>>;
  readonly clear: readonly string[];
}

const refuse = (id: string, why: string): never => {
  throw invalid(`Invalid input for patching (${id}: ${why})`);
};

/** A path names an option, the option beneath it, and so on; each must still be in use. */
function checkPath(id: string, options: readonly SelectOption[], path: readonly string[]): void {
  let level = options;
  for (const value of path) {
    const option = level.find((candidate) => candidate.value === value);
    if (!option) return refuse(id, `"${value}" is not one of its options`);
    if (option.isDeactivated) return refuse(id, `the option "${value}" is deactivated`);
    level = option.nestedOptions ?? [];
  }
}

/**
 * Checks a patch against the definitions of the entity type. All of it is taken or none.
 * @throws Fault 400 naming the attribute: unknown, of another entity, archived, deactivated, wrong kind of value, no such option.
 */
export function decidePatch(definitions: readonly Definition[], entityType: Definition['entity_type'], patch: CustomAttributePatch): AttributeChange {
  const known = new Map(definitions.map((definition) => [definition.id, definition]));
  // By id, so that of two ways to write one the last counts, as with the keys of JSON.
  const wanted = new Map<string, string | string[] | null>();
  for (const [key, value] of Object.entries(patch)) {
    const id = key.toLowerCase();
    const definition = known.get(id);
    if (!definition || definition.entity_type !== entityType) return refuse(key, `there is no such attribute for a ${entityType.toLowerCase()}`);
    if (value === null) {
      wanted.set(id, null);
      continue;
    }
    if (definition.is_archived || definition.is_deactivated) return refuse(key, 'the attribute is no longer in use');
    if (definition.input_definition._type === 'Text') {
      if (typeof value !== 'string') return refuse(key, 'a text attribute takes a string');
    } else if (Array.isArray(value)) checkPath(key, definition.input_definition.options, value);
    else return refuse(key, 'a select attribute takes a list of strings');
    wanted.set(id, value.length === 0 && Array.isArray(value) ? null : value);
  }
  const set = Object.fromEntries([...wanted].filter((entry): entry is [string, string | string[]] => entry[1] !== null));
  return { set, clear: [...wanted.keys()].filter((id) => wanted.get(id) === null) };
}

/** What of a patch makes a difference to these values: what is as it should be already is no change to tell of. */
export function differing({ set, clear }: AttributeChange, values: AttributeChange['set']): AttributeChange {
  return {
    set: Object.fromEntries(Object.entries(set).filter(([id, value]) => JSON.stringify(value) !== JSON.stringify(values[id]))),
    clear: clear.filter((id) => id in values),
  };
}
