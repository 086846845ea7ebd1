import { execFileSync, spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runCommand as run } from '../../../test/support/command-line.ts';
import { startParley, type Tenant, type TestParley } from '../../../test/support/parley.ts';

/** A shell, if it is on this machine. */
const shell = (name: string): string | undefined => (spawnSync(name, ['--version']).status === 0 ? name : undefined);
const [fish, zsh] = [shell('fish'), shell('zsh')];

let parley: TestParley;
let tenant: Tenant;

beforeAll(async () => {
  parley = await startParley();
  tenant = await parley.tenant();
  vi.stubEnv('PARLEY_URL', await parley.app.listen({ host: '127.0.0.1', port: 0 }));
  vi.stubEnv('PARLEY_TOKEN', tenant.token);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await parley.close();
});

describe('parley api', () => {
  it('calls an operation by its name, with parameters of the path, the query and the body', async () => {
    const made = await run('api', 'post-tags', '--name', '007', '--color=#1F9D55');
    expect([made.code, made.err]).toEqual([0, '']);
    const tag = JSON.parse(made.out).data;
    expect(tag).toMatchObject({ name: '007', color: '#1F9D55' });
    expect(JSON.parse((await run('api', 'get-tags-tagid', '--tag-id', tag.id)).out)).toEqual({ data: tag });
    const listed = await run('api', 'get-tags', '--include-deactivated', 'true', '--table');
    expect(listed.out).toMatch(/^id +name +color +state\n/);
    expect(listed.out).toContain(tag.id);
  });

  it('takes a whole body, and lists and numbers as fields', async () => {
    const person = await tenant.endUser();
    const patched = await run('api', 'patch-endusers-userid', '--user-id', person, '--body', '{"displayName":"Ada"}');
    expect(JSON.parse(patched.out).data.displayName).toBe('Ada');
    const agents = [await tenant.agent(), await tenant.agent()];
    const team = JSON.parse((await run('api', 'post-teams', '--name', 'Night')).out).data.id as string;
    const added = await run('api', 'patch-teams-teamid-agents', '--team-id', team, '--agent-ids', agents.join(','));
    expect(added.err).toBe('');
    expect((await tenant.call('GET', `/teams/${team}/agents`)).body.data).toHaveLength(2);
  });

  it('says what is wrong: 2 for the command line, 1 for the answer', async () => {
    expect(await run('api', 'get-tags-tagid')).toMatchObject({ code: 2, err: expect.stringContaining('--tag-id is required') });
    expect(await run('api', 'get-tags', '--nope', 'x')).toMatchObject({ code: 2, err: expect.stringContaining('has no --nope') });
    expect(await run('api', 'get-nothing')).toMatchObject({ code: 2, err: expect.stringContaining('--list') });
    expect(await run('api', 'get-tags-tagid', '--tag-id', 'x')).toMatchObject({ code: 1, err: expect.stringContaining('400 {"message":"Invalid value for: path parameter tagId') });
  });

  it('lists and describes the operations', async () => {
    expect((await run('api', '--list')).out.split('\n').length).toBeGreaterThan(120);
    expect((await run('api', 'get-tags', '--describe')).out).toContain('--include-deactivated');
  });
});

describe('parley completion', () => {
  /** What bash would offer for a line of words, the last of them unfinished. */
  async function offered(...line: string[]): Promise<string[]> {
    const script = (await run('completion', 'bash')).out;
    const quoted = line.map((word) => `'${word}'`).join(' ');
    const test = `${script}\nCOMP_WORDS=(parley ${quoted}); COMP_CWORD=${line.length}; _parley; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return execFileSync('bash', ['--norc', '-c', test], { encoding: 'utf8' }).trim().split('\n');
  }

  it('completes commands, operations and their flags in bash', async () => {
    expect(await offered('se')).toEqual(['serve', 'seed']);
    expect(await offered('token', 'r')).toEqual(['revoke']);
    expect(await offered('serve', '--e')).toEqual(['--empty']);
    expect(await offered('token', 'create', '--sc')).toEqual(['--scopes']);
    expect(await offered('api', 'get-tags')).toEqual(['get-tags', 'get-tags-tagid']);
    expect(await offered('api', 'get-tags', '--i')).toEqual(['--include-deactivated']);
    expect(await offered('api', 'get-tags', '--include-deactivated', 'true', '--t')).toEqual(['--table']);
  });

  it('knows three shells', async () => {
    expect((await run('completion', 'zsh')).out).toMatch(/^#compdef parley/);
    expect((await run('completion', 'fish')).out).toContain('complete -c parley');
    expect((await run('completion', 'tcsh')).code).toBe(2);
  });

  it.runIf(fish)(`completes in fish${fish === undefined ? ': it is not installed here' : ''}`, async () => {
    const script = (await run('completion', 'fish')).out;
    const offered = (line: string): string[] =>
      execFileSync(fish!, ['--no-config', '-c', `${script}\ncomplete -C '${line}'`], { encoding: 'utf8' })
        .trim()
        .split('\n');
    expect(offered('parley se')).toEqual(['seed', 'serve']);
    expect(offered('parley token r')).toEqual(['revoke']);
    expect(offered('parley token create --sc')).toEqual(['--scopes']);
    expect(offered('parley api get-tags')).toEqual(['get-tags', 'get-tags-tagid']);
    expect(offered('parley api get-tags --include-deactivated true --t')).toEqual(['--table']);
  });

  it.runIf(zsh)(`completes in zsh${zsh === undefined ? ': it is not installed here' : ''}`, async () => {
    const script = (await run('completion', 'zsh')).out;
    // In place of what zsh brings along for a line that is being typed.
    const stand = `compdef() { :; }; compadd() { shift; for word in $@; do [[ $word == \${words[CURRENT]}* ]] && print -r -- $word; done }`;
    const offered = (...line: string[]): string[] =>
      execFileSync(zsh!, ['-f', '-c', `${stand}\n${script}\nwords=(parley ${line.map((word) => `'${word}'`).join(' ')}); CURRENT=${line.length + 1}; _parley; true`], { encoding: 'utf8' })
        .trim()
        .split('\n');
    expect(offered('se')).toEqual(['serve', 'seed']);
    expect(offered('token', 'r')).toEqual(['revoke']);
    expect(offered('token', 'create', '--sc')).toEqual(['--scopes']);
    expect(offered('api', 'get-tags')).toEqual(['get-tags', 'get-tags-tagid']);
    expect(offered('api', 'get-tags', '--include-deactivated', 'true', '--t')).toEqual(['--table']);
  });
});
