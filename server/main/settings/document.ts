import { Ajv, type ErrorObject } from 'ajv';
import { isUuid } from '../../base/ids.ts';
import { Maybe, recursiveSchemas, Type } from '../../base/schema.ts';
import { businessHoursSetting } from '../../modules/business-hours/index.ts';
import { contactEndpointSetting } from '../../modules/contact-endpoints/index.ts';
import { customAttributeSetting } from '../../modules/custom-attributes/index.ts';
import { chatWidgetSetting, flowSetting } from '../../modules/flows/index.ts';
import { queueSetting } from '../../modules/queues/index.ts';
import { templateSetting } from '../../modules/templates/index.ts';
import { tokenSetting } from '../../modules/tokens/index.ts';
import { wrongScope } from '../scopes.ts';
import type { Entry, Setting } from '../../platform/setting.ts';

/** The sections of an organization, so that what an entry names is written before it. */
export const settings: readonly Setting[] = [contactEndpointSetting, chatWidgetSetting, queueSetting, flowSetting, businessHoursSetting, templateSetting, customAttributeSetting, tokenSetting];

/** An organization as the file has it. A section that is left out is left alone; an empty one means that there is nothing. */
export type OrganizationEntry = Readonly<Record<string, unknown>> & { readonly subdomain: string; readonly name?: string; readonly language?: string; readonly timezone?: string };

export interface SettingsDocument {
  readonly organizations: readonly OrganizationEntry[];
}

const Organization = Type.Object(
  {
    subdomain: Type.String({ pattern: '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$', description: 'Its short name, by which it is known; an unknown one is made.' }),
    name: Maybe(Type.String({ minLength: 1 })),
    language: Maybe(Type.String({ description: 'The language of its texts, such as `en`.' })),
    timezone: Maybe(Type.String({ description: 'An IANA name such as `Europe/Copenhagen`.' })),
    ...Object.fromEntries(settings.map((setting) => [setting.section, Maybe(Type.Array(setting.entry, { description: setting.description }))])),
  },
  { additionalProperties: false },
);
const Document = Type.Object({ organizations: Type.Array(Organization) }, { additionalProperties: false });

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** `discriminator` is a word of OpenAPI; JSON Schema tells the members apart by their `_type` alone. */
function withoutDiscriminators(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDiscriminators);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => key !== 'discriminator' && key !== '$id');
  return Object.fromEntries(entries.map(([key, item]) => [key, key === '$ref' ? `#/definitions/${String(item)}` : withoutDiscriminators(item)]));
}

/** The JSON Schema of the file, for editors. */
export function documentSchema(): Readonly<Record<string, unknown>> {
  const option = recursiveSchemas.get('OptionEntry')!;
  // The recursive schema stands in the place of its first use too; there a reference says the same.
  const schema = JSON.parse(JSON.stringify(Document), (_key, value: { $id?: string }) => (value?.$id === 'OptionEntry' ? { $ref: 'OptionEntry' } : value)) as object;
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Parley configuration',
    description: 'Settings of the organizations of an install, for `parley config`.',
    ...(withoutDiscriminators(schema) as object),
    definitions: { OptionEntry: withoutDiscriminators(plain(option)) },
  };
}

/** `/organizations/0/queues/1/name` as `organizations[0].queues[1].name`. */
const pathOf = (pointer: string): string =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '');

function sentence(error: ErrorObject): string {
  const at = pathOf(error.instancePath);
  const inside = (name: unknown): string => (at === '' ? String(name) : `${at}.${String(name)}`);
  const params = error.params as Record<string, unknown>;
  if (error.keyword === 'additionalProperties') return `${inside(params.additionalProperty)}: there is no such field`;
  if (error.keyword === 'required') return `${inside(params.missingProperty)}: it is required`;
  if (error.keyword === 'enum') return `${at}: it must be one of ${(params.allowedValues as unknown[]).join(', ')}`;
  if (error.keyword === 'pattern' && at.endsWith('.subdomain')) return `${at}: use lower-case letters, digits and hyphens, at most 63`;
  return `${at || 'the file'}: it ${error.message ?? 'is not valid'}`;
}

/** Something in the file that cannot be; the message begins with its path. */
export class DocumentError extends Error {}

/** Two entries that cannot be told apart. */
function refuseTwins(document: SettingsDocument): void {
  const unique = (values: readonly (string | undefined)[], path: (index: number) => string): void => {
    const seen = new Set<string>();
    for (const [index, value] of values.entries()) {
      if (value === undefined) continue;
      if (seen.has(value)) throw new DocumentError(`${path(index)}: ${value} is there twice`);
      seen.add(value);
    }
  };
  unique(
    document.organizations.map((organization) => organization.subdomain),
    (index) => `organizations[${index}].subdomain`,
  );
  for (const [place, organization] of document.organizations.entries()) {
    for (const setting of settings) {
      const { section } = setting;
      const entries = (organization[section] ?? []) as readonly Entry[];
      const wrong = setting.check?.(entries);
      if (wrong !== undefined) throw new DocumentError(`organizations[${place}].${section}: ${wrong}`);
      const at = (index: number): string => `organizations[${place}].${section}[${index}]`;
      unique(
        entries.map((entry) => entry.id as string | undefined),
        at,
      );
      unique(
        entries.map((entry) => (entry.id === undefined ? setting.nameOf(entry) : undefined)),
        at,
      );
    }
  }
}

function refuseScopes({ organizations }: SettingsDocument): void {
  for (const [place, { tokens = [] }] of organizations.entries()) {
    for (const [index, { scopes = [] }] of (tokens as readonly { scopes?: readonly string[] }[]).entries()) {
      const wrong = wrongScope(scopes);
      if (wrong !== undefined) throw new DocumentError(`organizations[${place}].tokens[${index}].scopes: ${wrong}`);
    }
  }
}

/**
 * Checks what a file says.
 * @throws DocumentError naming the first thing that cannot be.
 */
export function readDocument(value: unknown): SettingsDocument {
  const ajv = new Ajv({ strict: false, allErrors: false, discriminator: true, formats: { uuid: isUuid, int32: true } });
  ajv.addSchema(plain(recursiveSchemas.get('OptionEntry')) as object);
  const schema = JSON.parse(JSON.stringify(Document), (_key, part: { $id?: string }) => (part?.$id === 'OptionEntry' ? { $ref: 'OptionEntry' } : part)) as object;
  const check = ajv.compile(schema);
  if (!check(value)) throw new DocumentError(sentence(check.errors![0]!));
  const document = value as SettingsDocument;
  refuseTwins(document);
  refuseScopes(document);
  return document;
}
