import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A small S3-compatible service that believes no request whose signature it cannot compute itself. */
export interface FakeBucket {
  /** For PARLEY_FILES_URL. */
  readonly url: string;
  readonly objects: Map<string, { content: Buffer; type: string }>;
  close(): Promise<void>;
}

const ACCESS = 'AKIATEST';
const SECRET = 'secret/with+signs';
const REGION = 'eu-test-1';

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const hash = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');

/** Computes the signature from what arrived, header by header as the request says it signed. */
function expectedSignature(request: IncomingMessage): string {
  const authorization = request.headers.authorization ?? '';
  const [, scope, names] = /^AWS4-HMAC-SHA256 Credential=AKIATEST\/([^,]+),SignedHeaders=([^,]+),/.exec(authorization) ?? ['', '', ''];
  const mark = request.url!.indexOf('?');
  const [path, query] = mark < 0 ? [request.url!, ''] : [request.url!.slice(0, mark), request.url!.slice(mark + 1)];
  const lines = names!.split(';').map((name) => `${name}:${String(request.headers[name])}\n`);
  const canonical = `${request.method}\n${path}\n${query.split('&').toSorted().join('&')}\n${lines.join('')}\n${names}\n${String(request.headers['x-amz-content-sha256'])}`;
  const stamp = String(request.headers['x-amz-date']);
  const [day = '', region = '', service = '', end = ''] = scope!.split('/');
  const key = hmac(hmac(hmac(hmac(`AWS4${SECRET}`, day), region), service), end);
  return hmac(key, `AWS4-HMAC-SHA256\n${stamp}\n${scope}\n${hash(canonical)}`).toString('hex');
}

function believes(request: IncomingMessage, body: Buffer): boolean {
  const payload = request.headers['x-amz-content-sha256'];
  if (payload !== 'UNSIGNED-PAYLOAD' && payload !== hash(body)) return false;
  if (!request.headers.authorization?.includes(`/${REGION}/s3/aws4_request,`)) return false;
  return request.headers.authorization.endsWith(`Signature=${expectedSignature(request)}`);
}

/** Starts the service with one bucket, `files`, on 127.0.0.1. */
export async function startFakeBucket(): Promise<FakeBucket> {
  const objects = new Map<string, { content: Buffer; type: string }>();
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<unknown> => {
    const body = await buffer(request);
    if (!believes(request, body)) return response.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code></Error>');
    const url = new URL(request.url!, 'http://bucket');
    if (url.pathname === '/files' && url.searchParams.get('list-type') === '2') return list(url, response);
    const key = decodeURIComponent(url.pathname.replace(/^\/files\//, ''));
    if (request.method === 'PUT') {
      objects.set(key, { content: body, type: String(request.headers['content-type']) });
      return response.writeHead(200).end();
    }
    if (request.method === 'DELETE') return response.writeHead(objects.delete(key) ? 204 : 404).end();
    const found = objects.get(key);
    if (!found) return response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>');
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
    if (range) return response.writeHead(206).end(found.content.subarray(Number(range[1]), Number(range[2]) + 1));
    return response.writeHead(200).end(found.content);
  };
  /** Two keys to a page, so that a listing of three has to go on. */
  const list = (url: URL, response: ServerResponse): unknown => {
    const after = url.searchParams.get('continuation-token') ?? '';
    const keys = [...objects.keys()].filter((key) => key.startsWith(url.searchParams.get('prefix')!) && key > after).toSorted();
    const page = keys.slice(0, 2);
    const next = keys.length > 2 ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
    return response.writeHead(200).end(`<ListBucketResult>${page.map((key) => `<Contents><Key>${key}</Key></Contents>`).join('')}${next}</ListBucketResult>`);
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${ACCESS}:${encodeURIComponent(SECRET)}@127.0.0.1:${port}/files/parley?region=${REGION}`,
    objects,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
