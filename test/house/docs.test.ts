import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkout } from '../../server/platform/checkout.ts';
import { createOrganization } from '../../server/modules/organizations/index.ts';
import { createToken } from '../../server/modules/tokens/index.ts';
import { DEMO } from '../../server/main/commands/organizations.ts';
import { startParley, type TestParley } from '../support/parley.ts';

const read = (file: string): string => readFileSync(path.join(checkout, file), 'utf8');
const pages = [...readdirSync(checkout), ...readdirSync(path.join(checkout, 'docs')).map((name) => `docs/${name}`)].filter((name) => name.endsWith('.md'));

describe.each(pages)('%s', (page) => {
  it('links only to what is there', () => {
    const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]+)/g)].map((match) => match[1]!);
    expect(links.filter((link) => !existsSync(path.join(checkout, path.dirname(page), link)))).toEqual([]);
  });

  it('has at most 200 lines', () => expect(read(page).split('\n').length).toBeLessThanOrEqual(200));
});

it('every setting is in docs/configuration.md, and no other', () => {
  const variables = (text: string): string[] => [...new Set(text.match(/\b(?:PARLEY_[A-Z_]*[A-Z]|DATABASE_URL)\b/g))].toSorted();
  expect(variables(read('docs/configuration.md'))).toEqual(variables(read('server/platform/config.ts')));
});

it('every case of docs/security-cases.md has the test that it names', () => {
  const rows = [...read('docs/security-cases.md').matchAll(/^\| [^|]+ \| `([^`]+)` \| (.+) \|$/gm)];
  expect(rows.length).toBeGreaterThan(25);
  expect(rows.filter(([, file, name]) => !existsSync(path.join(checkout, file!)) || !read(file!).includes(name!)).map(([row]) => row)).toEqual([]);
});

it('every command of the README is a script or a command of ours', () => {
  const scripts = Object.keys(JSON.parse(read('package.json')).scripts);
  const named = [
    ...pages
      .map(read)
      .join('\n')
      .matchAll(/npm run ([a-z:]+)/g),
  ].map((match) => match[1]!);
  expect(named.filter((name) => !scripts.includes(name))).toEqual([]);
});

describe('the first call of the README', () => {
  let parley: TestParley;
  afterAll(() => parley.close());

  it('answers as it is printed there', async () => {
    parley = await startParley();
    const { db, clock } = parley.ctx;
    const { organizationId, adminId } = await createOrganization(db, clock, DEMO);
    const token = await createToken(db, clock, { organizationId, personId: adminId, name: 'first call' });
    const { payload } = await parley.app.inject({ url: '/beta/organization', headers: { authorization: token } });
    expect(read('README.md')).toContain(`\n${payload}\n`);
  });
});
