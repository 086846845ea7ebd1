import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkWalls } from './check.ts';

const made: string[] = [];
afterAll(() => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

const statement = 'tx.query(sql`SELECT 1`)';
const standing = { 'modules/first/index.ts': '', 'modules/second/index.ts': '', 'api/known.ts': statement, 'main/known/rows.ts': statement };

/** Checks a small server of these files, with the modules `first` and `second`. */
function faultsOf(files: Record<string, string>): string[] {
  const root = mkdtempSync(path.join(os.tmpdir(), 'parley-walls-'));
  made.push(root);
  for (const [file, text] of Object.entries({ ...standing, ...files })) {
    mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  }
  return checkWalls(root, ['first', 'second'], { 'api/known.ts': 'a test', 'main/known/': 'a test' }).faults;
}

describe('walls', () => {
  it('let through what points down or to an earlier module’s face', () => {
    expect(
      faultsOf({
        'base/ids.ts': '',
        'modules/second/store.ts': `import { a } from '../first/index.ts'; import '../../base/ids.ts';`,
        'api/routes.ts': `import '../modules/second/operations.ts';`,
        'modules/second/operations.ts': '',
      }),
    ).toEqual([]);
  });

  it('let SQL stand in the platform, in stores and settings, and in tests', () => {
    const files = ['platform/db.ts', 'modules/first/store.ts', 'modules/first/row-store.ts', 'modules/first/setting.ts', 'modules/first/actions.test.ts'];
    expect(faultsOf(Object.fromEntries(files.map((file) => [file, statement])))).toEqual([]);
  });

  it.each([
    ['an import that points up', { 'base/ids.ts': `import '../platform/log.ts';`, 'platform/log.ts': '' }, 'goes up from base to platform'],
    ['a type that points up', { 'base/ids.ts': `import type { A } from '../platform/log.ts';`, 'platform/log.ts': '' }, 'goes up'],
    ['a re-export that points up', { 'base/ids.ts': `export * from '../platform/log.ts';`, 'platform/log.ts': '' }, 'goes up'],
    ['a dynamic import that points up', { 'base/ids.ts': `const a = () => import('../platform/log.ts');`, 'platform/log.ts': '' }, 'goes up'],
    ['a later module', { 'modules/first/store.ts': `import '../second/index.ts';` }, 'goes from first to second, which comes later'],
    ['the inside of a module', { 'modules/second/view.ts': `import '../first/store.ts';`, 'modules/first/store.ts': '' }, 'goes past the face of first'],
    ['the inside of a module, from above', { 'api/routes.ts': `import '../modules/first/store.ts';`, 'modules/first/store.ts': '' }, 'goes past the face of first'],
    ['a room beside', { 'api/routes.ts': `import '../mcp/tools.ts';`, 'mcp/tools.ts': '' }, 'stands beside it'],
    ['a circle of types', { 'base/a.ts': `import type { B } from './b.ts';`, 'base/b.ts': `export type { A } from './a.ts';` }, 'a circle: base/a.ts, base/b.ts'],
    ['a file that is not there', { 'base/a.ts': `import './gone.ts';` }, 'which is not there'],
    ['a room without a place', { 'attic/a.ts': '' }, 'the room attic has no place'],
    ['a module without a place', { 'modules/third/index.ts': '' }, 'the module third has no place'],
    ['SQL in an action', { 'modules/first/actions.ts': statement }, 'modules/first/actions.ts holds SQL'],
    ['SQL as a text for pg', { 'api/routes.ts': `pool.query<{ n: number }>('SELECT 1')` }, 'api/routes.ts holds SQL'],
    ['a reason to hold SQL that is none any more', { 'api/known.ts': '', 'main/known/rows.ts': '' }, 'main/known/ a reason to hold SQL, and it holds none'],
    ['a test as a source', { 'base/a.ts': `import './b.test.ts';`, 'base/b.test.ts': '' }, 'is a test'],
  ])('stop %s', (_what, files, sentence) => {
    expect(faultsOf(files as Record<string, string>).join('\n')).toContain(sentence);
  });
});
