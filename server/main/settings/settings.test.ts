import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { freshDatabase, startParley, type TestParley } from '../../../test/support/parley.ts';
import { checkout } from '../../platform/checkout.ts';
import { openDatabase, sql, type Database } from '../../platform/db/database.ts';
import { seedOrganization } from '../seed/seed.ts';
import { createOrganization } from '../../modules/organizations/index.ts';
import { applySettings, exportSettings, LossError, type Change } from './apply.ts';
import { documentSchema, readDocument, settings, type SettingsDocument } from './document.ts';

let parley: TestParley;
let demo: SettingsDocument;
beforeAll(async () => {
  parley = await startParley();
  const { organizationId } = await createOrganization(parley.ctx.db, parley.clock, { subdomain: 'lived-in', name: 'Lived in' });
  await seedOrganization({ ...parley.ctx, databaseUrl: parley.databaseUrl } as never, { organizationId, subdomain: 'lived-in' });
  demo = throughYaml(await exportSettings(parley.ctx.db, 'lived-in'));
});
afterAll(() => parley.close());

const throughYaml = (document: unknown): SettingsDocument => readDocument(parse(stringify(document, { aliasDuplicateObjects: false })));
const apply = (document: unknown, options: { dry?: boolean; allowLoss?: string[]; db?: Database } = {}): Promise<Change[]> =>
  applySettings(options.db ?? parley.ctx.db, parley.clock, throughYaml(document), { dry: options.dry ?? false, ...(options.allowLoss ? { allowLoss: options.allowLoss } : {}) });
const plan = (document: unknown): Promise<Change[]> => apply(document, { dry: true });
const brief = (changes: readonly Change[]): string[] => changes.map((change) => `${change.kind} ${change.section}/${change.name}`);

/** A small organization of its own for each test. */
let count = 0;
const subdomain = (): string => `file-${++count}`;

describe('the settings file', () => {
  it('holds every kind of setting of a lived-in organization, and no secret', () => {
    const [organization] = demo.organizations;
    for (const { section } of settings.filter((setting) => setting.section !== 'tokens')) expect(organization![section], section).not.toEqual([]);
    expect(JSON.stringify(demo)).not.toMatch(/parley_|hash|secret/);
  });

  it('plans nothing for what was just exported', async () => {
    expect(await plan(demo)).toEqual([]);
  });

  it('makes the same settings in an empty install, which exports the same file; then nothing is left to do', async () => {
    const db = openDatabase({ url: await freshDatabase(), poolSize: 2, name: 'settings' });
    try {
      const made = await apply(demo, { db });
      expect(made.every((change) => change.kind === 'create')).toBe(true);
      expect(made.length).toBeGreaterThan(20);
      expect(stringify(await exportSettings(db))).toBe(stringify(await exportSettings(parley.ctx.db, 'lived-in')));
      expect(await apply(demo, { db })).toEqual([]);
      // Whoever a template says has made it is there.
      const strangers = await db.query(sql`SELECT name FROM template t WHERE NOT EXISTS (SELECT FROM person p WHERE p.organization_id = t.organization_id AND p.id::text = t.content ->> 'createdBy')`);
      expect(strangers).toEqual([]);
    } finally {
      await db.close();
    }
  });

  it('changes what differs and names the fields; what the API then shows is that', async () => {
    const tenant = await parley.tenant();
    const row = await parley.ctx.db.maybe<{ subdomain: string }>(sql`SELECT subdomain FROM organization WHERE id = ${tenant.organizationId}`);
    const name = row!.subdomain;
    const file = (label: string, color: string) => ({
      organizations: [
        {
          subdomain: name,
          timezone: 'Europe/Copenhagen',
          contactEndpoints: [{ type: 'EmailEndpoint', address: 'Help@Shop.example', name: label }],
          customAttributes: [
            {
              entityType: 'Conversation',
              identifier: 'color',
              label: 'Color',
              inputDefinition: { _type: 'Select', options: [{ label: 'red' }, { label: color, nestedOptions: [{ label: 'dark' }] }] },
            },
          ],
        },
      ],
    });
    expect(brief(await apply(file('Help', 'blue')))).toEqual([`change organizations/${name}`, 'create contactEndpoints/help@shop.example', 'create customAttributes/Conversation/color']);
    expect(await plan(file('Help', 'blue'))).toEqual([]);
    expect(await apply(file('Support', 'blue'))).toMatchObject([{ kind: 'change', section: 'contactEndpoints', fields: { name: { from: 'Help', to: 'Support' } } }]);
    const shown = await tenant.call('GET', '/beta/contact-endpoints/help@shop.example');
    expect(shown.body.data).toEqual({ _type: 'EmailEndpoint', address: 'help@shop.example', name: 'Support' });
    const { data } = (await tenant.call('GET', '/beta/custom-attributes')).body;
    expect(data[0].inputDefinition.options.map((option: { value: string; nestedOptions: unknown[] }) => [option.value, option.nestedOptions.length])).toEqual([
      ['red', 0],
      ['blue', 1],
    ]);
  });

  it('keeps a thing over a change of its name when the file names its id', async () => {
    const name = subdomain();
    await apply({ organizations: [{ subdomain: name, queues: [{ name: 'Sales', isDefault: true }] }] });
    const [organization] = (await exportSettings(parley.ctx.db, name)).organizations;
    const [queue] = organization!.queues as { id: string; name: string }[];
    const renamed = await apply({ organizations: [{ subdomain: name, queues: [{ ...queue!, name: 'Orders' }] }] });
    expect(renamed).toMatchObject([{ kind: 'change', section: 'queues', fields: { name: { from: 'Sales', to: 'Orders' } } }]);
  });

  it('makes a token that works, shows its secret once, and locks it out only when told', async () => {
    const name = subdomain();
    const file = (tokens: unknown[]) => ({ organizations: [{ subdomain: name, name: 'Tokens', tokens }] });
    const made = await apply(file([{ name: 'reader', scopes: ['read'] }]));
    const { secret } = made.find((change) => change.section === 'tokens')!;
    const ask = async (method: 'GET' | 'POST') =>
      (await parley.app.inject({ method, url: '/beta/tags', headers: { authorization: secret! }, ...(method === 'POST' ? { payload: { name: 'x' } } : {}) })).statusCode;
    expect(await ask('GET')).toBe(200);
    expect(await ask('POST')).toBe(401);
    expect((await apply(file([{ name: 'reader' }]))).map((change) => change.secret)).toEqual([undefined]);
    await expect(apply(file([]))).rejects.toThrow(LossError);
    expect(brief(await apply(file([]), { allowLoss: [`${name}/tokens/reader`] }))).toEqual(['remove tokens/reader']);
    const row = await parley.ctx.db.maybe<{ count: number }>(sql`
      SELECT count(*) AS count FROM token t JOIN organization o ON o.id = t.organization_id WHERE o.subdomain = ${name} AND t.revoked_at IS NULL`);
    expect(row!.count).toBe(0);
  });
});

describe('what would lose data', () => {
  const withDemo = (section: string, change: (entries: Record<string, unknown>[]) => unknown[]): unknown => ({
    organizations: [{ subdomain: 'lived-in', [section]: change(demo.organizations[0]![section] as Record<string, unknown>[]) }],
  });

  it.each(['contactEndpoints', 'chatWidgets', 'queues', 'customAttributes'])('removing used %s is refused as a whole, and planned with a reason', async (section) => {
    const file = { organizations: [{ subdomain: 'lived-in', [section]: [], flows: [] }] };
    const planned = await plan(file);
    expect(planned.some((change) => change.kind === 'remove' && change.loss !== undefined)).toBe(true);
    await expect(apply(file)).rejects.toThrow(/Nothing was changed/);
    expect(throughYaml(await exportSettings(parley.ctx.db, 'lived-in'))).toEqual(demo);
  });

  it('taking an option away that a conversation may have is refused, deactivating it is not', async () => {
    type Attribute = { identifier: string; entityType: string; inputDefinition: { _type: string; options?: { isDeactivated?: boolean }[] } };
    const used = (demo.organizations[0]!.customAttributes as unknown as Attribute[]).find((one) => one.inputDefinition._type === 'Select' && one.entityType === 'Conversation')!;
    const edit = (options: (list: { isDeactivated?: boolean }[]) => unknown[]): unknown =>
      withDemo('customAttributes', (entries) =>
        entries.map((entry) => (entry.identifier === used.identifier ? { ...entry, inputDefinition: { ...used.inputDefinition, options: options(used.inputDefinition.options!) } } : entry)),
      );
    await expect(apply(edit((list) => list.slice(1)))).rejects.toThrow(new RegExp(`customAttributes/Conversation/${used.identifier}: .*option`));
    const [change] = await apply(edit((list) => list.map((option, index) => (index === 0 ? { ...option, isDeactivated: true } : option))));
    expect(change).toMatchObject({ kind: 'change', section: 'customAttributes' });
    await apply(demo);
    expect(await plan(demo)).toEqual([]);
  });
});

it('a flow that would lead from nothing keeps its endpoint', async () => {
  const name = subdomain();
  const file = (addresses: string[], flows?: unknown[]) => ({
    organizations: [{ subdomain: name, contactEndpoints: addresses.map((address) => ({ type: 'EmailEndpoint', address })), ...(flows ? { flows } : {}) }],
  });
  await apply(file(['a@b.example'], [{ name: 'Mail', channel: 'Email', contactPoint: 'a@b.example' }]));
  await expect(apply(file([]))).rejects.toThrow(/^organizations\[0\]\.flows: the flow Mail leads from a@b\.example, which is gone/);
  expect(brief(await apply(file([], [])))).toEqual(['remove contactEndpoints/a@b.example', 'remove flows/Mail']);
});

describe('a file that cannot be', () => {
  const at = (organization: object): unknown => ({ organizations: [{ subdomain: 'wrong', ...organization }] });
  it.each<[string, unknown, RegExp]>([
    ['an unknown key', at({ queus: [] }), /^organizations\[0\]\.queus: there is no such field/],
    ['an unknown key inside', at({ queues: [{ name: 'A', prio: 1 }] }), /^organizations\[0\]\.queues\[0\]\.prio: there is no such field/],
    ['a wrong type', at({ queues: [{ name: 'A' }, { name: 7 }] }), /^organizations\[0\]\.queues\[1\]\.name: it must be string/],
    ['a missing field', at({ templates: [{ type: 'QuickResponse', name: 'Hi' }] }), /^organizations\[0\]\.templates\[0\]\.content: it is required/],
    ['a name twice', at({ queues: [{ name: 'A' }, { name: 'A' }] }), /^organizations\[0\]\.queues\[1\]: A is there twice/],
    [
      'two default queues',
      at({
        queues: [
          { name: 'A', isDefault: true },
          { name: 'B', isDefault: true },
        ],
      }),
      /^organizations\[0\]\.queues: more than one is the default queue/,
    ],
    ['an organization twice', { organizations: [{ subdomain: 'a' }, { subdomain: 'a' }] }, /^organizations\[1\]\.subdomain: a is there twice/],
    ['a flow into no queue', at({ flows: [{ name: 'F', channel: 'WhatsApp', contactPoint: '1', queue: 'Nowhere' }] }), /^organizations\[0\]\.flows\[0\]\.queue: there is no queue Nowhere/],
    ['a flow at no endpoint', at({ flows: [{ name: 'F', channel: 'Email', contactPoint: 'no@where.example' }] }), /^organizations\[0\]\.flows\[0\]\.contactPoint: there is no contact endpoint/],
    ['a number that is none', at({ contactEndpoints: [{ type: 'TelephonyEndpoint', address: '12 34' }] }), /^organizations\[0\]\.contactEndpoints\[0\]\.address: 12 34 is no phone number/],
    ['a zone that is none', at({ businessHours: [{ name: 'H', timezone: 'Mars/Base' }] }), /^organizations\[0\]\.businessHours\[0\]\.timezone: Mars\/Base/],
    ['a threshold that is none', at({ queues: [{ name: 'A', queueThresholds: { Mood: 1 } }] }), /^organizations\[0\]\.queues\[0\]\.queueThresholds: Mood is none of/],
  ])('%s is named by its path, and nothing is done', async (_what, document, message) => {
    await expect((async () => await apply(document))()).rejects.toThrow(message);
    expect((await exportSettings(parley.ctx.db, 'wrong')).organizations).toEqual([]);
  });
});

it('applications at the same time take turns: each thing is made once', async () => {
  const name = subdomain();
  const file = { organizations: [{ subdomain: name, queues: [{ name: 'A' }, { name: 'B' }], chatWidgets: [{ name: 'W' }] }] };
  const results = await Promise.all(Array.from({ length: 4 }, () => apply(file)));
  expect(results.map((changes) => changes.length).toSorted()).toEqual([0, 0, 0, 4]);
  expect((await exportSettings(parley.ctx.db, name)).organizations[0]).toMatchObject({ queues: [{ name: 'A' }, { name: 'B' }], chatWidgets: [{ name: 'W' }] });
});

it('the committed JSON Schema is that of the file; after a change: npx parley config schema > contract/parley.schema.json', () => {
  expect(JSON.parse(readFileSync(path.join(checkout, 'contract', 'parley.schema.json'), 'utf8'))).toEqual(documentSchema());
});
