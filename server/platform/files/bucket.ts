import type { Readable } from 'node:stream';
import { Pool, type Dispatcher } from 'undici';
import { checkKey } from './key.ts';
import { canonicalQuery, encoded, sha256, sign, type Credentials } from './signature.ts';
import type { ByteRange, FileStore } from './store.ts';

const TIMEOUT_MS = 30_000;

/** A bucket as the settings name it. */
interface Bucket extends Credentials {
  readonly origin: string;
  readonly host: string;
  /** `/bucket` or `/bucket/prefix`, encoded. */
  readonly path: string;
}

/**
 * Reads `https://key:secret@host/bucket?region=eu-central-1`, with a folder behind the bucket if wanted. The bucket is
 * named in the path, which all S3-compatible services take.
 * @throws Error saying what is missing.
 */
export function readBucket(text: string): Bucket {
  const url = new URL(text);
  if (url.username === '' || url.password === '') throw new Error('the URL of the bucket needs the access key and the secret: https://key:secret@host/bucket');
  const parts = url.pathname.split('/').filter(Boolean).map(decodeURIComponent);
  if (parts.length === 0) throw new Error('the URL of the bucket needs its name: https://key:secret@host/bucket');
  return {
    origin: url.origin,
    host: url.host,
    path: `/${parts.map(encoded).join('/')}`,
    accessKey: decodeURIComponent(url.username),
    secretKey: decodeURIComponent(url.password),
    region: url.searchParams.get('region') ?? 'us-east-1',
  };
}

/** Files in an S3-compatible bucket. The address comes from the settings, so it does not go through the outbound guard. */
export class BucketStore implements FileStore {
  readonly #bucket: Bucket;
  readonly #pool: Pool;

  constructor(url: string) {
    this.#bucket = readBucket(url);
    this.#pool = new Pool(this.#bucket.origin, { connections: 16, headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS, connect: { timeout: TIMEOUT_MS } });
  }

  async #send(
    method: 'GET' | 'PUT' | 'DELETE',
    key: string | undefined,
    options: { query?: Record<string, string>; headers?: Record<string, string>; body?: Buffer | Readable } = {},
  ): Promise<Dispatcher.ResponseData> {
    const { query = {}, body } = options;
    const path = key === undefined ? this.#root() : `${this.#bucket.path}/${key}`;
    const headers = { host: this.#bucket.host, ...options.headers };
    // A stream is sent as it comes: its hash is known only when it is too late to sign it.
    const payload = body === undefined ? sha256('') : Buffer.isBuffer(body) ? sha256(body) : 'UNSIGNED-PAYLOAD';
    // Signatures are judged by the service's own clock, so this is the real time even where a test moves Parley's.
    const signed = sign({ method, path, query, headers, payload }, this.#bucket, new Date());
    const search = canonicalQuery(query);
    return await this.#pool.request({ method, path: search === '' ? path : `${path}?${search}`, headers: { ...headers, ...signed }, body: body ?? null });
  }

  /** The bucket itself, without the folder in it. */
  #root(): string {
    return `/${this.#bucket.path.split('/')[1]}`;
  }

  async #done(response: Dispatcher.ResponseData, what: string): Promise<void> {
    const text = await response.body.text();
    if (response.statusCode >= 300) throw new Error(`the bucket answered ${response.statusCode} to ${what}: ${/<Code>([^<]*)/.exec(text)?.[1] ?? 'no code'}`);
  }

  async put(key: string, content: Buffer | Readable, meta: { readonly size: number; readonly mediaType: string }): Promise<void> {
    const headers = { 'content-type': meta.mediaType, 'content-length': String(meta.size) };
    await this.#done(await this.#send('PUT', checkKey(key), { headers, body: content }), 'a write');
  }

  async get(key: string, range?: ByteRange): Promise<Readable | undefined> {
    const response = await this.#send('GET', checkKey(key), range ? { headers: { range: `bytes=${range.start}-${range.end}` } } : {});
    if (response.statusCode === 404) {
      await response.body.dump();
      return undefined;
    }
    if (response.statusCode >= 300) await this.#done(response, 'a read');
    return response.body;
  }

  async remove(key: string): Promise<void> {
    const response = await this.#send('DELETE', checkKey(key));
    if (response.statusCode === 404) await response.body.dump();
    else await this.#done(response, 'a removal');
  }

  async removeAll(prefix: string): Promise<void> {
    const folder = this.#bucket.path.split('/').slice(2).map(decodeURIComponent);
    const below = [...folder, checkKey(prefix), ''].join('/');
    for (let token: string | undefined; ;) {
      const response = await this.#send('GET', undefined, { query: { 'list-type': '2', prefix: below, ...(token === undefined ? {} : { 'continuation-token': token }) } });
      if (response.statusCode >= 300) await this.#done(response, 'a listing');
      const text = await response.body.text();
      for (const [, key] of text.matchAll(/<Key>([^<]*)<\/Key>/g)) await this.remove(key!.split('/').slice(folder.length).join('/'));
      token = /<NextContinuationToken>([^<]*)</.exec(text)?.[1]?.replaceAll('&amp;', '&');
      if (token === undefined) return;
    }
  }

  async close(): Promise<void> {
    await this.#pool.close();
  }
}
