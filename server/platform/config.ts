import path from 'node:path';
import { OperatorError } from '../base/errors.ts';
import { nearest } from '../base/spelling.ts';
import { home } from './checkout.ts';
import { readBucket } from './files/bucket.ts';
import { whereaboutsOf } from './db/reach.ts';
import { readKey } from './keys.ts';
import { readNetworks } from './outbound/addresses.ts';

/** Everything that is set from outside, read once at the start. */
export interface Config {
  readonly host: string;
  readonly port: number;
  /** A PostgreSQL (15 or newer) to use instead of the embedded one. */
  readonly databaseUrl: string | undefined;
  /** Where the embedded database, keys and files live. */
  readonly dataDir: string;
  /** The key that seals stored secrets, as base64 of 32 bytes; a file under `dataDir` when not set. */
  readonly key: string | undefined;
  readonly logLevel: string;
  /** Connections of the main pool. */
  readonly poolSize: number;
  /** `dixa` limits each token to 10 requests a second (burst 4) and 864,000 a day. */
  readonly rateLimit: 'off' | 'dixa';
  /** Networks that outgoing requests may reach although they are private, as CIDR. */
  readonly outboundAllow: readonly string[];
  /** Origins whose pages may call this server, as `https://app.example`; `*` is every one, none is the default. */
  readonly corsOrigins: readonly string[];
  /** Requests a minute and token on the two exports. */
  readonly exportsPerMinute: number;
  /** Clients that one process serves at `/live`. */
  readonly liveConnections: number;
  readonly liveConnectionsPerToken: number;
  /** An S3-compatible bucket for files, as `https://key:secret@host/bucket?region=…`; a folder under `dataDir` when not set. */
  readonly filesUrl: string | undefined;
  /** The address under which clients reach this server, for links in answers. */
  readonly publicUrl: string | undefined;
  /** Days for which deliveries of webhooks and their log are kept. */
  readonly keepDeliveriesDays: number;
  /** Days for which it is kept what tools did; 0 for ever. */
  readonly keepToolCallsDays: number;
  /** Days for which events about no conversation are kept; 0 for ever. */
  readonly keepEventsDays: number;
  /** Where `/metrics` is served; nowhere when there is no port. */
  readonly metrics: { readonly host: string; readonly port: number } | undefined;
  /** For one request of a webhook, answer included. */
  readonly webhookTimeoutMs: number;
  /** Milliseconds between the attempts of a webhook; the usual schedule when not set. */
  readonly webhookRetries: readonly number[] | undefined;
  /** Answers are checked against their schema: refused in tests, logged as a warning, or not checked. */
  readonly responseCheck: 'refuse' | 'warn' | 'off';
}

/** How far back a live client may go on. */
export const LIVE_WINDOW_DAYS = 7;
/** What live clients may still ask for is kept, and a day more. */
const LEAST_EVENTS_DAYS = LIVE_WINDOW_DAYS + 1;

/** All faults of the settings at once. */
export class ConfigError extends OperatorError {
  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'ConfigError';
  }
}

/** Where the commands that talk to a running server find it. */
export interface ClientConfig {
  /** Without a slash at the end. */
  readonly url: string;
  readonly token: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws Error when one of them is no network. */
function networksIn(text = ''): string[] {
  const entries = text.split(',').flatMap((entry) => entry.trim() || []);
  readNetworks(entries);
  return entries;
}

/** @throws Error when one of them is no origin as browsers write it. */
function originsIn(text = ''): string[] {
  const entries = text.split(',').flatMap((entry) => entry.trim().replace(/\/$/, '') || []);
  const wrong = entries.find((entry) => entry !== '*' && !(URL.canParse(entry) && !entry.includes('*') && new URL(entry).origin === entry));
  if (wrong !== undefined) throw new Error(`"${wrong}" is no origin, such as https://app.example`);
  return entries;
}

/** @throws Error when it says no bucket. */
function bucketIn(url: string | undefined): string | undefined {
  if (url !== undefined) readBucket(url);
  return url;
}

/** One reader for each kind of setting. What cannot be used is added to `faults`. */
function readers(env: Environment, faults: string[]) {
  const integer = (name: string, fallback: number, min: number, max: number): number => {
    const text = env[name];
    if (text === undefined || text === '') return fallback;
    const value = Number(text);
    if (Number.isInteger(value) && value >= min && value <= max) return value;
    faults.push(`${name} is "${text}": it must be a whole number from ${min} to ${max}.`);
    return fallback;
  };
  const choice = <T extends string>(name: string, fallback: T, values: readonly T[]): T => {
    const text = env[name];
    if (text === undefined || text === '') return fallback;
    const value = values.find((candidate) => candidate === text);
    if (value === undefined) faults.push(`${name} is "${text}": it must be one of ${values.join(', ')}.`);
    return value ?? fallback;
  };
  const url = (name: string, schemes: readonly string[], hint = ''): string | undefined => {
    const text = env[name];
    if (text === undefined || text === '') return undefined;
    if (URL.canParse(text) && schemes.includes(new URL(text).protocol)) return text;
    faults.push(`${name} is not a URL that starts with ${schemes.map((scheme) => `${scheme}//`).join(' or ')}${hint}.`);
    return undefined;
  };
  const tried = <T>(name: string, read: () => T, otherwise: T): T => {
    try {
      return read();
    } catch (error) {
      faults.push(`${name}: ${(error as Error).message}`);
      return otherwise;
    }
  };
  const networks = (name: string): string[] => tried(name, () => networksIn(env[name]), []);
  const origins = (name: string): string[] => tried(name, () => originsIn(env[name]), []);
  const bucket = (name: string): string | undefined => tried(name, () => bucketIn(url(name, ['http:', 'https:'])), undefined);
  const database = (name: string): string | undefined =>
    tried(
      name,
      () => {
        const text = url(
          name,
          ['postgres:', 'postgresql:'],
          '; in a user or password, / is written %2F, @ %40 and # %23, and a socket is named as postgres://USER:PASSWORD@localhost/DATABASE?host=/run/postgresql',
        );
        // Reads the certificates that it names.
        if (text !== undefined) whereaboutsOf(text);
        return text;
      },
      undefined,
    );
  const key = (name: string): string | undefined => {
    const text = env[name];
    if (text === undefined || text === '') return undefined;
    if (readKey(text)) return text;
    faults.push(`${name} must be 32 bytes in base64, as made by: openssl rand -base64 32`);
    return undefined;
  };
  const pauses = (name: string): number[] | undefined => {
    const text = env[name];
    if (text === undefined || text === '') return undefined;
    const seconds = text.split(',').map((entry) => (entry.trim() === '' ? Number.NaN : Number(entry)));
    if (seconds.length <= 20 && seconds.every((pause) => pause >= 0 && pause <= 604_800)) return seconds.map((pause) => Math.round(pause * 1000));
    faults.push(`${name} is "${text}": it must be pauses in seconds, comma-separated, at most 20 of up to a week`);
    return undefined;
  };
  return { integer, choice, url, networks, origins, bucket, database, key, pauses };
}

/**
 * Reads the settings from the environment.
 * @throws ConfigError naming every variable that cannot be used.
 */
export function readConfig(env: Environment): Config {
  const faults: string[] = [];
  const { integer, choice, url, networks, origins, bucket, database, key, pauses } = readers(env, faults);
  const metrics = { host: env.PARLEY_METRICS_HOST || '127.0.0.1', port: integer('PARLEY_METRICS_PORT', 0, 0, 65535) };
  const config: Config = {
    host: env.PARLEY_HOST || '127.0.0.1',
    port: integer('PARLEY_PORT', 8080, 0, 65535),
    databaseUrl: database('DATABASE_URL'),
    dataDir: path.resolve(env.PARLEY_DATA_DIR || path.join(home, '.parley')),
    key: key('PARLEY_KEY'),
    logLevel: choice('PARLEY_LOG_LEVEL', 'info', ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
    poolSize: integer('PARLEY_POOL_SIZE', 16, 2, 500),
    rateLimit: choice('PARLEY_RATE_LIMIT', 'off', ['off', 'dixa']),
    outboundAllow: networks('PARLEY_OUTBOUND_ALLOW'),
    corsOrigins: origins('PARLEY_CORS_ORIGINS'),
    exportsPerMinute: integer('PARLEY_EXPORTS_PER_MINUTE', 10, 1, 1_000_000),
    liveConnections: integer('PARLEY_LIVE_CONNECTIONS', 10_000, 0, 1_000_000),
    liveConnectionsPerToken: integer('PARLEY_LIVE_CONNECTIONS_PER_TOKEN', 1000, 0, 1_000_000),
    filesUrl: bucket('PARLEY_FILES_URL'),
    publicUrl: url('PARLEY_PUBLIC_URL', ['http:', 'https:']),
    keepDeliveriesDays: integer('PARLEY_KEEP_DELIVERIES_DAYS', 30, 1, 36_500),
    keepToolCallsDays: integer('PARLEY_KEEP_TOOL_CALLS_DAYS', 365, 0, 36_500),
    keepEventsDays: integer('PARLEY_KEEP_EVENTS_DAYS', 0, 0, 36_500),
    metrics: env.PARLEY_METRICS_PORT ? metrics : undefined,
    webhookTimeoutMs: integer('PARLEY_WEBHOOK_TIMEOUT_MS', 15_000, 100, 120_000),
    webhookRetries: pauses('PARLEY_WEBHOOK_RETRIES'),
    responseCheck: choice('PARLEY_RESPONSE_CHECK', 'off', ['refuse', 'warn', 'off']),
  };
  if (config.keepEventsDays > 0 && config.keepEventsDays < LEAST_EVENTS_DAYS)
    faults.push(`PARLEY_KEEP_EVENTS_DAYS is ${config.keepEventsDays}: it must be 0 (for ever) or at least ${LEAST_EVENTS_DAYS}, as live clients may go on from so far back.`);
  if (faults.length > 0) throw new ConfigError(faults);
  return config;
}

/** Reads where a running server is, and the token to talk to it. @throws ConfigError */
export function readClientConfig(env: Environment): ClientConfig {
  const faults: string[] = [];
  const url = readers(env, faults).url('PARLEY_URL', ['http:', 'https:']) ?? 'http://127.0.0.1:8080';
  // It goes into a header, and what fetch says of a header that cannot be repeats it.
  if (/[^\x21-\x7e]/.test(env.PARLEY_TOKEN ?? '')) faults.push('PARLEY_TOKEN has a space, a line break or another letter that no token has.');
  if (faults.length > 0) throw new ConfigError(faults);
  return { url: url.replace(/\/+$/, ''), token: env.PARLEY_TOKEN || undefined };
}

/** Kubernetes and Docker set these by themselves beside a service that is called parley. */
const SET_BY_HOST = /^PARLEY_(?:SERVICE_|PORT_\d+_)/;

/** All settings that there are: the names that are asked for when they are read. */
function knownSettings(): Set<string> {
  const asked = new Set<string>();
  const env = new Proxy<Environment>({}, { get: (_target, name) => void asked.add(String(name)) });
  readConfig(env);
  readClientConfig(env);
  return asked;
}

/** A sentence for each variable that looks like a setting and is none, so that a mistyped one is not passed over in silence. */
export function unknownSettings(env: Environment): string[] {
  const known = knownSettings();
  return Object.keys(env)
    .filter((name) => name.startsWith('PARLEY_') && !known.has(name) && !SET_BY_HOST.test(name))
    .toSorted()
    .map((name) => {
      const meant = nearest(name, known);
      return `${name} is no setting of Parley and is ignored${meant === undefined ? '' : `: did you mean ${meant}?`}`;
    });
}
