import { systemClock } from '../../base/clock.ts';
import { makeBackup } from '../../platform/backup/backup.ts';
import type { Manifest } from '../../platform/backup/manifest.ts';
import { checkBackup, restoreBackup } from '../../platform/backup/restore.ts';
import { readConfig, type Config } from '../../platform/config.ts';
import type { Command } from './command.ts';
import { CommandError, UsageError } from './errors.ts';

const say = (text: string): void => void process.stderr.write(`${text} …\n`);

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** The embedded database is ours to save; another server's administrator has better means. */
function embeddedOnly(config: Config, what: string): void {
  if (config.databaseUrl === undefined) return;
  throw new CommandError(
    `DATABASE_URL is set, and ${what} is for the embedded database: copy that server with pg_basebackup or its provider's snapshots (a pg_dump is not enough), and keep the files and the key with it. docs/backups.md says how.`,
  );
}

function one(words: readonly string[]): string {
  if (words.length !== 1 || words[0] === '') throw new UsageError('Name one file.');
  return words[0]!;
}

/** What the operator has to see to, as the backup does not hold it. */
function elsewhere({ key, files }: Manifest): string[] {
  return [
    ...(key === 'PARLEY_KEY' ? ['It does not hold PARLEY_KEY: without the same one the secrets of webhooks cannot be opened.'] : []),
    ...(files === 'bucket' ? ['It does not hold the stored files: they are in the bucket of PARLEY_FILES_URL.'] : []),
  ];
}

/** The manifest without its long list. */
function summaryOf(manifest: Manifest): Record<string, unknown> {
  const { entries, ...head } = manifest;
  return { ...head, entries: entries.length, bytes: entries.reduce((sum, entry) => sum + entry.size, 0) };
}

/** Turns faults of the file system, such as a full disk, into a sentence. */
async function withSentences<T>(work: Promise<T>): Promise<T> {
  return await work.catch((error: { code?: string; syscall?: string; name: string; message: string }) => {
    if (error.name === 'AbortError') throw new CommandError('Stopped; nothing was left behind.');
    if (error.syscall !== undefined) throw new CommandError(`It did not work: ${error.message}.`);
    throw error;
  });
}

/** Aborted by Ctrl-C and the like, so that half a file does not stay. */
function untilInterrupted(): AbortSignal {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(name, () => stop.abort());
  return stop.signal;
}

export const backup: Command = {
  name: 'backup',
  summary: 'Save the embedded database, its files and its key in one file, also while the server runs',
  argument: 'FILE|FOLDER',
  options: { json: { help: 'print what was made as JSON' } },
  async run(values, words) {
    const target = one(words);
    const config = readConfig(process.env);
    embeddedOnly(config, 'backup');
    const { file, size, manifest } = await withSentences(makeBackup({ config, target, clock: systemClock, onProgress: say, signal: untilInterrupted() }));
    if (values.json) process.stdout.write(`${JSON.stringify({ file, size, ...summaryOf(manifest) })}\n`);
    else process.stdout.write([`${file} (${megabytes(size)}) holds everything up to ${manifest.createdAt}.`, ...elsewhere(manifest), ''].join('\n'));
  },
};

export const restore: Command = {
  name: 'restore',
  summary: 'Put what backup saved into an empty data directory',
  argument: 'FILE',
  options: { check: { help: 'only read the backup and say whether it is whole' }, json: { help: 'print what the backup is as JSON' } },
  async run(values, words) {
    const file = one(words);
    const config = readConfig(process.env);
    const check = values.check === true;
    if (!check) embeddedOnly(config, 'restore');
    const manifest = await withSentences(check ? checkBackup(file) : restoreBackup({ file, dataDir: config.dataDir, onProgress: say }));
    if (values.json) return void process.stdout.write(`${JSON.stringify({ file, ...(check ? {} : { dataDir: config.dataDir }), ...summaryOf(manifest) })}\n`);
    const done = check ? `${file} is whole` : `${config.dataDir} is restored: npx parley serve goes on from there`;
    process.stdout.write([`${done}. It holds everything up to ${manifest.createdAt}, by Parley ${manifest.parley}.`, ...elsewhere(manifest), ''].join('\n'));
  },
};
