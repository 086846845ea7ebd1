import { spawnSync } from 'node:child_process';
import { chown, lchown, mkdir, readFile, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { OperatorError } from '../../../base/errors.ts';
import { makeFolder } from '../../disk.ts';

/** Under whom the database's processes run, as options of `spawn`; empty for our own user. */
export type Account = { readonly uid: number; readonly gid: number } | { readonly uid?: undefined; readonly gid?: undefined };

const weAreRoot = process.getuid?.() === 0;

/** `nobody`, or where there is none, another user who is not root: initdb asks for the name of the one that it runs for. */
async function nobody(): Promise<Account> {
  const file = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const users = file
    .split('\n')
    .map((line) => line.split(':'))
    .filter(([, , uid, gid]) => Number(uid) > 0 && Number(gid) > 0);
  const [, , uid, gid] = users.find(([name]) => name === 'nobody') ?? users[0] ?? [];
  return { uid: Number(uid ?? 65534), gid: Number(gid ?? 65534) };
}

/** Whether a shell condition holds for the account; `$1`, `$2`… are the arguments. Asks the system itself, so access lists count too. */
export function holdsFor(account: Account, condition: string, ...args: string[]): boolean {
  return spawnSync('/bin/sh', ['-c', condition, 'sh', ...args], { ...account, cwd: '/', stdio: 'ignore' }).status === 0;
}

/**
 * Makes the folder of the database, closed to everybody else, and says under whom the database runs:
 * PostgreSQL refuses to work for root, so root hands it to the folder's owner, at first to `nobody`.
 * @throws Error with a sentence for the operator when neither is possible.
 */
export async function prepareHome(home: string): Promise<Account> {
  makeFolder(path.dirname(home));
  await mkdir(home, { mode: 0o700 }).catch((error: { code?: string }) => {
    if (error.code !== 'EEXIST') throw error;
  });
  if (process.getuid === undefined) return {};
  const owner = await stat(home);
  if (!weAreRoot) {
    if (owner.uid === process.getuid()) return {};
    throw new OperatorError(`The database in ${home} belongs to the user with the id ${owner.uid}: start Parley as that user or as root.`);
  }
  const account = owner.uid === 0 ? await nobody() : { uid: owner.uid, gid: owner.gid };
  if (!holdsFor(account, 'true')) {
    throw new OperatorError('Parley runs as root, for whom PostgreSQL refuses to work, and cannot switch to another user: start Parley as an ordinary user, or set DATABASE_URL.');
  }
  if (owner.uid === 0) await give(home, account);
  return account;
}

/** Hands a folder with all it holds to the account; does nothing when the account is our own. */
export async function give(folder: string, account: Account): Promise<void> {
  if (account.uid === undefined) return;
  for (const entry of await readdir(folder, { recursive: true })) await lchown(path.join(folder, entry), account.uid, account.gid);
  // Last, so that a hand-over that is cut short is done again.
  await chown(folder, account.uid, account.gid);
}
