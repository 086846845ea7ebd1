import { createHash, createHmac } from 'node:crypto';

/** Access to a bucket. */
export interface Credentials {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly region: string;
}

export const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** Percent-encoding as the signature wants it: everything but letters, digits and `-._~`. */
export const encoded = (text: string): string => encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * Signs a request to an S3-compatible service (AWS Signature Version 4).
 * @param request `path` is encoded already; `headers` have lower-case names, hold `host` and are all signed; `payload` is
 * the SHA-256 of the body in hex, or `UNSIGNED-PAYLOAD`.
 * @returns the headers to add: `authorization`, `x-amz-date`, `x-amz-content-sha256`.
 */
export function sign(
  request: { method: string; path: string; query: Readonly<Record<string, string>>; headers: Readonly<Record<string, string>>; payload: string },
  credentials: Credentials,
  now: Date,
): Record<string, string> {
  const stamp = now.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const day = stamp.slice(0, 8);
  const own = { 'x-amz-content-sha256': request.payload, 'x-amz-date': stamp };
  const headers = Object.entries({ ...request.headers, ...own }).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const names = headers.map(([name]) => name).join(';');
  const canonical = [request.method, request.path, canonicalQuery(request.query), ...headers.map(([name, value]) => `${name}:${value.trim()}`), '', names, request.payload].join('\n');
  const scope = `${day}/${credentials.region}/s3/aws4_request`;
  const key = hmac(hmac(hmac(hmac(`AWS4${credentials.secretKey}`, day), credentials.region), 's3'), 'aws4_request');
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${stamp}\n${scope}\n${sha256(canonical)}`).toString('hex');
  return { ...own, authorization: `AWS4-HMAC-SHA256 Credential=${credentials.accessKey}/${scope},SignedHeaders=${names},Signature=${signature}` };
}

/** The query in the order and encoding that is signed, and therefore sent. */
export function canonicalQuery(query: Readonly<Record<string, string>>): string {
  return Object.entries(query)
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .toSorted()
    .join('&');
}
