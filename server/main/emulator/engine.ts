import { rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { checkout } from '../../platform/checkout.ts';
import { startEmbedded, throwAwayFolder, type EmbeddedServer, type ImageOptions } from '../../platform/db/embedded.ts';
import { migrate } from '../../platform/db/migrate.ts';
import { migrations } from '../migrations.ts';

/** A database of one emulator. */
export interface EmulatorDatabase {
  readonly url: string;
  readonly name: string;
}

/** How long the database server of a process stays when no emulator is left, in case the next one comes. */
const LINGER_MS = 10_000;
/** The migrated database of the image, and a copy of it that becomes the first template. */
const BLANK = 'parley';
const FIRST = 'template_0';
/** A process that tidies up for PostgreSQL, and whom we may not end, would keep us from dropping a database. */
const SETTINGS = { max_connections: '300', autovacuum: 'off' };
/** PostgreSQL refuses to copy a database that somebody looks at. */
const IN_USE = '55006';
const ATTEMPTS = 100;

/** The connection string of another database on the same server. */
function urlFor(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.toString();
}

/**
 * The throw-away PostgreSQL that all emulators of a process share. What an emulator begins with is made once, in a
 * template, and copied for each emulator and each reset.
 */
class Engine {
  readonly folder: string;
  /** Seals what the databases hold; gone with them. */
  readonly key = randomBytes(32).toString('base64');
  readonly #server: EmbeddedServer;
  readonly #admin: pg.Pool;
  readonly #templates = new Map<string, Promise<string>>();
  /** Copies made ahead, by template: one of each. */
  readonly #ahead = new Map<string, Promise<EmulatorDatabase>>();
  #count = 0;
  #first: string | undefined = FIRST;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(folder: string, server: EmbeddedServer) {
    this.folder = folder;
    this.#server = server;
    // Not the database of the image, which could not be copied while somebody looks at it.
    this.#admin = new pg.Pool({ connectionString: urlFor(server.url, 'postgres'), max: 2, idleTimeoutMillis: 2000, allowExitOnIdle: true });
    this.#admin.on('error', () => undefined);
  }

  get pid(): number {
    return this.#server.pid;
  }

  /** A new database, a copy of the template of that name. @param fill writes what the template holds, on a migrated database. */
  async database(template: string, fill: (url: string) => Promise<void>): Promise<EmulatorDatabase> {
    let made = this.#templates.get(template);
    if (!made) {
      made = this.#makeTemplate(fill);
      this.#templates.set(template, made);
      made.catch(() => this.#templates.delete(template));
    }
    const source = await made;
    const ahead = this.#ahead.get(source);
    this.#ahead.delete(source);
    try {
      return await (ahead ?? this.#copyOf(source));
    } finally {
      const next = this.#copyOf(source);
      next.catch(() => undefined);
      this.#ahead.set(source, next);
    }
  }

  /** Copies wait for one another here, not in PostgreSQL, which would refuse. */
  async #inTurn(copy: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(copy);
    this.#turn = done.catch(() => undefined);
    await done;
  }

  async #copyOf(source: string): Promise<EmulatorDatabase> {
    const name = `emulator_${++this.#count}`;
    await this.#inTurn(() => this.#copy(source, name));
    return { name, url: urlFor(this.#server.url, name) };
  }

  async #makeTemplate(fill: (url: string) => Promise<void>): Promise<string> {
    const name = this.#first ?? `template_${++this.#count}`;
    this.#first = undefined;
    if (name !== FIRST) await this.#inTurn(() => this.#copy(BLANK, name));
    await fill(urlFor(this.#server.url, name));
    return name;
  }

  async #copy(source: string, name: string): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.#admin.query(`CREATE DATABASE ${name} TEMPLATE ${source} STRATEGY FILE_COPY`);
        return;
      } catch (error) {
        if (attempt === ATTEMPTS || (error as { code?: string }).code !== IN_USE) throw error;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    }
  }

  async drop({ name }: EmulatorDatabase): Promise<void> {
    await this.#admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  }

  async stop(): Promise<void> {
    await this.#turn;
    await this.#admin.end().catch(() => undefined);
    await this.#server.stop('immediate');
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

export type { Engine };

let current: Promise<Engine> | undefined;
let users = 0;
let lingering: NodeJS.Timeout | undefined;

/** The migrated cluster, which is the same for every process of this release. */
function image(): ImageOptions {
  const all = migrations();
  return {
    folder: path.join(checkout, 'dist'),
    key: JSON.stringify(['emulator 1', ...all.map(({ number, checksum }) => [number, checksum])]),
    async prepare(url) {
      await migrate(url, all);
      const client = new pg.Client({ connectionString: urlFor(url, 'postgres') });
      await client.connect();
      await client.query(`CREATE DATABASE ${FIRST} TEMPLATE ${BLANK} STRATEGY FILE_COPY`).finally(() => client.end());
    },
  };
}

async function start(): Promise<Engine> {
  const folder = await throwAwayFolder('parley-emulator-');
  const server = await startEmbedded({ dataDir: folder, throwAway: true, image: image(), settings: SETTINGS });
  const engine = new Engine(folder, server);
  // The server ends with the process anyhow; its files would stay.
  process.once('beforeExit', () => void stopIdle());
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return engine;
}

/** Takes part in the process's database server, which is started for the first. `releaseEngine` gives it back. */
export async function useEngine(): Promise<Engine> {
  clearTimeout(lingering);
  users++;
  current ??= start();
  try {
    return await current;
  } catch (error) {
    users--;
    current = undefined;
    throw error;
  }
}

async function stopIdle(): Promise<void> {
  if (users > 0 || !current) return;
  const engine = current;
  current = undefined;
  await (await engine).stop();
}

/** @param now true: the server is stopped at once when nobody else uses it. */
export async function releaseEngine(now: boolean): Promise<void> {
  users--;
  if (users > 0) return;
  if (now) return await stopIdle();
  lingering = setTimeout(() => void stopIdle().catch(() => undefined), LINGER_MS).unref();
}
