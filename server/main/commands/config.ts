import { readFile, writeFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import { parseDocument, stringify } from 'yaml';
import { applySettings, exportSettings, LossError, type Change } from '../settings/apply.ts';
import { documentSchema, DocumentError, readDocument, type SettingsDocument } from '../settings/document.ts';
import type { Command } from './command.ts';
import { withDatabase } from './database.ts';
import { CommandError } from './errors.ts';
import { chooseOrganization } from './tokens.ts';

const FILE = 'parley.yaml';
/** The first line is for editors. */
const HEAD = `# yaml-language-server: $schema=parley.schema.json
# Settings of this install; docs/configuration-file.md says how they work. "npx parley config schema" prints the schema.
`;

const file = { argument: '[FILE]', argumentHelp: `${FILE} when left out; - for standard input` };

/** Reads a file of settings. @throws CommandError with the place of what cannot be. */
async function read(name: string): Promise<SettingsDocument> {
  const source = name === '-' ? await readAll(process.stdin) : await readFile(name, 'utf8').catch((error: Error) => Promise.reject(new CommandError(`${name} cannot be read: ${error.message}`)));
  const parsed = parseDocument(source);
  const [wrong] = parsed.errors;
  if (wrong) throw new CommandError(`${name}: ${wrong.code === 'MULTIPLE_DOCS' ? 'it holds more than one document (a line of three hyphens begins another)' : wrong.message}`);
  try {
    return readDocument(parsed.toJS({ maxAliasCount: 100 }));
  } catch (error) {
    // An alias of an anchor that is not there, or one that unfolds into too much, shows only now.
    throw error instanceof DocumentError || error instanceof ReferenceError ? new CommandError(`${name}: ${error.message}`) : error;
  }
}

const signs = { create: '+', change: '~', remove: '-' } as const;
const shown = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));

function lines(changes: readonly Change[]): string {
  const head = (change: Change): string => `${signs[change.kind]} ${change.organization}: ${change.section}/${change.name}${change.loss === undefined ? '' : `  (${change.loss})`}\n`;
  const fields = (change: Change): string =>
    Object.entries(change.fields ?? {})
      .map(([field, { from, to }]) => `    ${field}: ${shown(from)} -> ${shown(to)}\n`)
      .join('');
  return changes.map((change) => head(change) + fields(change)).join('');
}

/** Runs an application, or its rehearsal, for the file's organizations or one of them. */
async function run(
  values: Readonly<Record<string, string | boolean | undefined>>,
  words: readonly string[],
  dry: boolean,
  announce: (changes: readonly Change[]) => void = () => undefined,
): Promise<Change[]> {
  const document = await read(words[0] ?? FILE);
  const organizations = document.organizations.filter((entry) => values.organization === undefined || entry.subdomain === values.organization);
  if (organizations.length === 0 && values.organization !== undefined) throw new CommandError(`The file has no organization ${String(values.organization)}.`);
  const allowLoss = typeof values['allow-loss'] === 'string' ? values['allow-loss'].split(',').map((name) => name.trim()) : [];
  return await withDatabase(async ({ db, clock }) => {
    try {
      return await applySettings(db, clock, { organizations }, { dry, allowLoss, announce });
    } catch (error) {
      throw error instanceof DocumentError || error instanceof LossError ? new CommandError(error.message) : error;
    }
  });
}

const organization = { value: 'SUBDOMAIN', help: 'only this one of the file' };
const json = { help: 'print JSON' };

const exportCommand: Command = {
  name: 'config export',
  summary: 'Print the settings that the API cannot make, as a file for "config apply"',
  options: { organization: { value: 'SUBDOMAIN', help: 'only of this one' }, output: { value: 'FILE', help: 'write into a file' }, json },
  async run(values) {
    const document = await withDatabase(async ({ db }) => {
      if (typeof values.organization === 'string') await chooseOrganization(db, values.organization);
      return await exportSettings(db, typeof values.organization === 'string' ? values.organization : undefined);
    });
    const content = values.json ? `${JSON.stringify(document, null, 2)}\n` : HEAD + stringify(document, { lineWidth: 120, aliasDuplicateObjects: false });
    if (typeof values.output === 'string')
      await writeFile(values.output, content).catch((error: Error) => {
        throw new CommandError(`${String(values.output)} cannot be written: ${error.message}`);
      });
    else process.stdout.write(content);
  },
};

const planCommand: Command = {
  name: 'config plan',
  summary: 'Say what "config apply" would change',
  ...file,
  options: { organization, 'exit-code': { help: 'end with 3 when there is something to change' }, json },
  async run(values, words) {
    const changes = await run(values, words, true);
    if (values.json) process.stdout.write(`${JSON.stringify({ changes })}\n`);
    else process.stdout.write(changes.length === 0 ? 'Nothing to change.\n' : lines(changes));
    return values['exit-code'] && changes.length > 0 ? 3 : 0;
  },
};

const applyCommand: Command = {
  name: 'config apply',
  summary: 'Bring the settings into the state of a file, all of it or nothing',
  ...file,
  options: { organization, 'allow-loss': { value: 'LIST', help: 'what may be lost, comma-separated, as the refusal names it: shop/queues/Sales' }, json },
  async run(values, words) {
    const changes = await run(values, words, false, (planned) => {
      if (!values.json) process.stdout.write(planned.length === 0 ? 'Nothing to change.\n' : lines(planned));
    });
    if (values.json) process.stdout.write(`${JSON.stringify({ changes })}\n`);
    else if (changes.length > 0) {
      for (const { organization, name, secret } of changes) if (secret !== undefined) process.stdout.write(`\nThe token "${name}" of ${organization}, shown only now:\n\n  ${secret}\n`);
      process.stdout.write(`\nDone: ${changes.length} change${changes.length === 1 ? '' : 's'}.\n`);
    }
  },
};

const schemaCommand: Command = {
  name: 'config schema',
  summary: 'Print the JSON Schema of the settings file, for editors',
  options: {},
  async run() {
    process.stdout.write(`${JSON.stringify(documentSchema(), null, 2)}\n`);
  },
};

export const configCommands: readonly Command[] = [exportCommand, planCommand, applyCommand, schemaCommand];
