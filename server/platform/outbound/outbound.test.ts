import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Server as TcpServer } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Outbound, OutboundFailed } from './outbound.ts';
import { OutboundRefused, type Resolve } from './target.ts';

const limits = { timeoutMs: 5000, maxBytes: 1024 * 1024 } as const;
const opened: (Server | TcpServer)[] = [];

/** A self-signed certificate for shop.example until 2126, and its key, which opens nothing. */
const KEY = 'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQglFcXBT5p6ujo5RtTYxBQmtNQZ3FID6SuMhWd250BRNihRANCAAQPZkb6l99LYqtz2W5EvREHcFtJr9DEjk4wCJtxF+pgos4PC1FY4Ak3NCILFwvuOzXgPgakRzURd2M+hCx+dMU+';
const CERTIFICATE =
  'MIIBgDCCASWgAwIBAgIUbpiaMu7F33DmDrlBzeyuTGznP6AwCgYIKoZIzj0EAwIwFzEVMBMGA1UEAwwMc2hvcC5leGFtcGxlMCAXDTI2MTEyMTE3MDQzN1oYDzIxMjYxMDI4MTcwNDM3WjAXMRUwEwYDVQQDDAxzaG9wLmV4YW1wbGUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQPZkb6l99LYqtz2W5EvREHcFtJr9DEjk4wCJtxF+pgos4PC1FY4Ak3NCILFwvuOzXgPgakRzURd2M+hCx+dMU+o00wSzAdBgNVHQ4EFgQUW7DoAyBrsoO4VbZ2yLUjnXcqg10wHwYDVR0jBBgwFoAUW7DoAyBrsoO4VbZ2yLUjnXcqg10wCQYDVR0TBAIwADAKBggqhkjOPQQDAgNJADBGAiEAkV24KysvPd/XiUHAcCEQHm2K36x37Owg4P7hp1QeP1wCIQClM8/E4EXEqOoUy6RpU5qC6ZVyMMCmrQaU1wi4953Weg==';

afterEach(async () => {
  for (const server of opened.splice(0)) {
    if ('closeAllConnections' in server) server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** A real server on a free port of 127.0.0.1. @returns its port. */
async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  opened.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const guarded = (allow: string[] = [], resolve?: Resolve): Outbound => new Outbound({ allow, ...(resolve ? { resolve } : {}) });
const local = (resolve?: Resolve): Outbound => guarded(['127.0.0.1/32'], resolve);
const named =
  (...addresses: string[]): Resolve =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
const failure = async (work: Promise<unknown>): Promise<Error> =>
  await work.then(
    () => expect.fail('the request should have failed'),
    (error: Error) => error,
  );

describe('an address that is not public is refused, however it is written', () => {
  test.each([
    'http://127.0.0.1/',
    'http://127.8.8.8/',
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0177.0.0.1/',
    'http://0x7f.0.0.1/',
    'http://127.0.0.1./',
    'http://１２７.0.0.1/',
    'http://0/',
    'http://0.0.0.0/',
    'http://localhost/',
    'http://LOCALHOST./',
    'http://x.localhost/',
    'http://10.1.2.3/',
    'http://172.16.0.1/',
    'http://172.31.255.255/',
    'http://192.168.0.1/',
    'http://100.64.0.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://168.63.129.16/',
    'http://192.0.0.192/',
    'http://192.0.2.1/',
    'http://198.18.0.1/',
    'http://224.0.0.1/',
    'http://240.0.0.1/',
    'http://255.255.255.255/',
    'http://[::]/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:a9fe:a9fe]/',
    'http://[::127.0.0.1]/',
    'http://[::ffff:0:127.0.0.1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[64:ff9b:1::7f00:1]/',
    'http://[2002:7f00:1::]/',
    'http://[2001::1]/',
    'http://[2001:db8::1]/',
    'http://[fc00::1]/',
    'http://[fd00:ec2::254]/',
    'http://[fe80::1]/',
    'http://[fec0::1]/',
    'http://[ff02::1]/',
    'http://[100::1]/',
    'http://[4000::1]/',
  ])('%s', async (url) => {
    expect(() => guarded().check(url)).toThrow(OutboundRefused);
    expect(await failure(guarded().request({ url, ...limits }))).toBeInstanceOf(OutboundRefused);
  });

  test.each(['http://8.8.8.8/', 'https://[2606:4700:4700::1111]/', 'https://shop.example/', 'http://xn--bcher-kva.example/', 'https://[::ffff:8.8.8.8]/'])('%s passes', (url) => {
    expect(() => guarded().check(url)).not.toThrow();
  });
});

test.each([
  'file:///etc/passwd',
  'gopher://shop.example/',
  'ftp://shop.example/',
  'data:text/plain,x',
  'javascript:alert(1)',
  '//shop.example/',
  'shop.example',
  '',
  'http://',
  'http://[fe80::1%25eth0]/',
])('what is no http URL is refused: %s', (url) => {
  expect(() => guarded().check(url)).toThrow(OutboundRefused);
});

test.each(['http://admin:secret@shop.example/', 'http://shop.example@127.0.0.1/', 'http://:x@shop.example/'])('credentials in the URL are refused: %s', (url) => {
  expect(() => guarded().check(url)).toThrow(/user name or password/);
});

test('a name with one private address among public ones is refused, and nothing is sent', async () => {
  let seen = 0;
  const port = await serve((_request, response) => void response.end(String(++seen)));
  const error = await failure(guarded([], named('8.8.8.8', '127.0.0.1')).request({ url: `http://shop.example:${port}/`, ...limits }));
  expect(error).toBeInstanceOf(OutboundRefused);
  // The refusal does not say what the name resolves to.
  expect(error.message).not.toContain('127.0.0.1');
  expect(seen).toBe(0);
});

test('a name that changes its address after the check is looked up once only (DNS rebinding)', async () => {
  const port = await serve((request, response) => void response.end(request.headers.host));
  let lookups = 0;
  const rebinding: Resolve = async () => (lookups++ === 0 ? [{ address: '127.0.0.1', family: 4 }] : [{ address: '10.0.0.1', family: 4 }]);
  const answer = await local(rebinding).request({ url: `http://shop.example:${port}/`, ...limits });
  expect(answer.body.toString()).toBe(`shop.example:${port}`);
  expect(lookups).toBe(1);
});

test('the settings open a network, and only that one', async () => {
  const port = await serve((_request, response) => void response.end('here'));
  const answer = await local().request({ url: `http://127.0.0.1:${port}/`, ...limits });
  expect(answer).toMatchObject({ status: 200, cut: false });
  expect(answer.body.toString()).toBe('here');
  expect(() => local().check('http://127.0.0.2/')).toThrow(OutboundRefused);
  expect(() => local().check('http://10.0.0.1/')).toThrow(OutboundRefused);
  expect(() => guarded(['10.0.0.0/8', 'fd00::/8']).check('http://10.200.0.1/')).not.toThrow();
  expect(() => guarded(['10.0.0.0/8', 'fd00::/8']).check('http://[fd00::1]/')).not.toThrow();
  expect(() => guarded(['ten'])).toThrow(/"ten"/);
});

test('the pinned connection keeps the name: Host on http, server name indication on https', async () => {
  const hello = await new Promise<Buffer>((resolve, reject) => {
    const server = createTcpServer((socket) => socket.once('data', (bytes) => resolve(bytes) ?? socket.destroy()).on('error', () => undefined));
    opened.push(server);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      local(named('127.0.0.1'))
        .request({ url: `https://hooks.shop.example:${port}/`, ...limits })
        .then(reject, () => undefined);
    });
  });
  expect(hello.includes('hooks.shop.example')).toBe(true);
});

test('method, headers and the very bytes of the body arrive; the answer comes back', async () => {
  const seen: { request?: IncomingMessage; body?: Buffer } = {};
  const port = await serve(async (request, response) => {
    seen.request = request;
    seen.body = await buffer(request);
    response.writeHead(202, { 'x-one': ['a', 'b'] }).end('ok');
  });
  const body = '{ "a" : "å" }';
  const answer = await local().request({ url: `http://127.0.0.1:${port}/in?x=1`, method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Signature': 's' }, body, ...limits });
  expect(seen.request).toMatchObject({ method: 'POST', url: '/in?x=1' });
  expect(seen.request!.headers).toMatchObject({ 'x-signature': 's', 'content-type': 'application/json', 'user-agent': 'Parley' });
  expect(seen.body!.equals(Buffer.from(body))).toBe(true);
  expect(answer.status).toBe(202);
});

test.each([{ Host: 'internal' }, { 'Content-Length': '3' }, { 'transfer-encoding': 'chunked' }, { 'bad name': 'x' }, { 'X-A': 'a\r\nX-B: b' }])(
  'a header that would change the request itself is refused: %o',
  async (headers) => {
    expect(await failure(local().request({ url: 'http://127.0.0.1:1/', headers, ...limits }))).toBeInstanceOf(OutboundRefused);
  },
);

describe('redirects', () => {
  test('are not followed unless asked for', async () => {
    const port = await serve((_request, response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end());
    expect(await local().request({ url: `http://127.0.0.1:${port}/`, ...limits })).toMatchObject({ status: 302 });
  });

  test('are checked at every hop', async () => {
    let seen = 0;
    const inner = await serve((_request, response) => void response.end(String(++seen)));
    const resolve: Resolve = async (host) => [{ address: host === 'inner.example' ? '127.0.0.2' : '127.0.0.1', family: 4 }];
    for (const location of [`http://127.0.0.2:${inner}/`, `http://[::1]:${inner}/`, `http://inner.example:${inner}/`, 'file:///etc/passwd', 'http://169.254.169.254/']) {
      const port = await serve((_request, response) => void response.writeHead(302, { location }).end());
      expect(await failure(local(resolve).request({ url: `http://outer.example:${port}/`, redirects: 3, ...limits })), location).toBeInstanceOf(OutboundRefused);
    }
    expect(seen).toBe(0);
  });

  test('never lead from https to http', async () => {
    let seen = 0;
    const inner = await serve((_request, response) => void response.end(String(++seen)));
    const pem = (kind: string, text: string): string => `-----BEGIN ${kind}-----\n${text}\n-----END ${kind}-----\n`;
    const outer = createTlsServer(
      { key: pem('PRIVATE KEY', KEY), cert: pem('CERTIFICATE', CERTIFICATE) },
      (_request, response) => void response.writeHead(302, { location: `http://shop.example:${inner}/` }).end(),
    );
    opened.push(outer);
    await new Promise<void>((resolve) => outer.listen(0, '127.0.0.1', resolve));
    const url = `https://shop.example:${(outer.address() as AddressInfo).port}/`;
    const asked = (): Promise<Error> => failure(local(named('127.0.0.1')).request({ url, redirects: 3, ...limits }));
    // Nobody vouches for this certificate, so it does not even come to the redirect, unless told not to look.
    expect(await asked()).toMatchObject({ reason: 'connection' });
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    expect(await asked()).toMatchObject({ reason: 'redirects', message: 'the redirect leads from https to http' });
    vi.unstubAllEnvs();
    expect(seen).toBe(0);
  });

  test('end after the number allowed', async () => {
    const port = await serve((request, response) => void response.writeHead(302, { location: `${request.url}x` }).end());
    expect(await failure(local().request({ url: `http://127.0.0.1:${port}/`, redirects: 3, ...limits }))).toMatchObject({ reason: 'redirects' });
  });

  test('take no secrets along to another host, and turn a POST into a GET', async () => {
    const seen: IncomingMessage[] = [];
    const target = await serve((request, response) => void (seen.push(request), response.end('there')));
    const port = await serve((_request, response) => void response.writeHead(303, { location: `http://127.0.0.1:${target}/there` }).end());
    const answer = await local().request({
      url: `http://127.0.0.1:${port}/`,
      method: 'POST',
      headers: { authorization: 'secret', 'x-signature': 's', accept: 'text/plain', 'content-type': 'text/plain' },
      body: 'x',
      redirects: 1,
      ...limits,
    });
    expect(answer.url).toBe(`http://127.0.0.1:${target}/there`);
    expect(seen[0]!.method).toBe('GET');
    expect(seen[0]!.headers).toMatchObject({ accept: 'text/plain' });
    for (const name of ['authorization', 'x-signature', 'content-type']) expect(seen[0]!.headers).not.toHaveProperty(name);
  });
});

describe('an answer cannot hold us up', () => {
  test.each<[string, RequestListener]>([
    ['never begins', () => undefined],
    ['never ends', (_request, response) => void response.write('a')],
    [
      'drips',
      (_request, response) => {
        const drip = setInterval(() => response.write('a'), 20);
        response.on('close', () => clearInterval(drip));
      },
    ],
  ])('when it %s', async (_name, listener) => {
    const port = await serve(listener);
    expect(await failure(local().request({ url: `http://127.0.0.1:${port}/`, timeoutMs: 250, maxBytes: 1000 }))).toMatchObject({ reason: 'timeout' });
  });

  test('when the name server is silent', async () => {
    expect(await failure(local(() => new Promise(() => undefined)).request({ url: 'http://shop.example/', timeoutMs: 100, maxBytes: 1000 }))).toMatchObject({ reason: 'timeout' });
  });

  test('when it is endless: reading stops at the limit', async () => {
    let sent = 0;
    const port = await serve((_request, response) => {
      const chunk = Buffer.alloc(64 * 1024);
      const more = (): void => {
        while (!response.destroyed && response.write(chunk)) sent += chunk.length;
      };
      response.on('drain', more);
      more();
    });
    expect(await failure(local().request({ url: `http://127.0.0.1:${port}/`, timeoutMs: 5000, maxBytes: 100_000 }))).toMatchObject({ reason: 'size' });
    expect(sent).toBeLessThan(50 * 1024 * 1024);
  });

  test.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ] as const)('when a little %s unpacks into much', async (encoding, compress) => {
    const bomb = compress(Buffer.alloc(30 * 1024 * 1024));
    const port = await serve((_request, response) => void response.writeHead(200, { 'content-encoding': encoding }).end(bomb));
    expect(await failure(local().request({ url: `http://127.0.0.1:${port}/`, timeoutMs: 5000, maxBytes: 100_000 }))).toMatchObject({ reason: 'size' });
    expect(await local().request({ url: `http://127.0.0.1:${port}/`, timeoutMs: 5000, maxBytes: 100_000, beyond: 'cut' })).toMatchObject({ cut: true, body: Buffer.alloc(100_000) });
  });

  test('when its encoding is broken, and an empty one is no harm', async () => {
    const port = await serve((request, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(request.url === '/empty' ? '' : 'no gzip'));
    expect(await failure(local().request({ url: `http://127.0.0.1:${port}/`, ...limits }))).toMatchObject({ reason: 'answer' });
    expect(await local().request({ url: `http://127.0.0.1:${port}/`, ...limits, beyond: 'cut' })).toMatchObject({ status: 200, cut: true, body: Buffer.alloc(0) });
    expect((await local().request({ url: `http://127.0.0.1:${port}/empty`, ...limits })).body.length).toBe(0);
  });
});

test('a compressed answer is unpacked', async () => {
  const port = await serve((_request, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('much')));
  expect((await local().request({ url: `http://127.0.0.1:${port}/`, ...limits })).body.toString()).toBe('much');
});

describe('a connection', () => {
  const connections = (server: Server): Promise<number> => new Promise((resolve) => server.getConnections((_error, count) => resolve(count)));
  /** A server that tells over how many connections requests came. */
  const counting = async (listener: RequestListener): Promise<{ port: number; server: Server; met: Set<unknown> }> => {
    const met = new Set<unknown>();
    const port = await serve((request, response) => (met.add(request.socket), listener(request, response)));
    return { port, server: opened.at(-1) as Server, met };
  };

  test('is used again by the next request, and hung up when nobody comes or the way out is closed', async () => {
    const { port, server, met } = await counting((_request, response) => void response.end('x'));
    const outbound = local();
    for (let turn = 0; turn < 3; turn++) await outbound.request({ url: `http://127.0.0.1:${port}/${turn}`, ...limits });
    expect(met.size).toBe(1);
    await expect.poll(() => connections(server), { timeout: 3000 }).toBe(0);
    await outbound.request({ url: `http://127.0.0.1:${port}/`, ...limits });
    expect(met.size).toBe(2);
    outbound.close();
    await expect.poll(() => connections(server)).toBe(0);
  });

  test('serves one request at a time', async () => {
    const { port, met } = await counting((_request, response) => void setImmediate(() => response.end('x')));
    const outbound = local();
    const all = () => Promise.all(Array.from({ length: 5 }, () => outbound.request({ url: `http://127.0.0.1:${port}/`, ...limits })));
    await all();
    await all();
    expect(met.size).toBe(5);
    outbound.close();
  });

  test('is not used for a name that means another address by now, nor for one that is refused by now', async () => {
    const { port } = await counting((_request, response) => void response.end('here'));
    const there = createServer((_request, response) => void response.end('there')).listen(port, '127.0.0.2');
    opened.push(there);
    await once(there, 'listening');
    const addresses = ['127.0.0.1', '127.0.0.2', '10.0.0.1', '127.0.0.1'];
    const outbound = guarded(['127.0.0.0/8'], async () => [{ address: addresses.shift()!, family: 4 }]);
    const ask = async () => (await outbound.request({ url: `http://shop.example:${port}/`, ...limits })).body.toString();
    expect(await ask()).toBe('here');
    expect(await ask()).toBe('there');
    await expect(ask()).rejects.toBeInstanceOf(OutboundRefused);
    expect(await ask()).toBe('here');
    outbound.close();
  });

  test.each<[string, RequestListener, object]>([
    ['whose answer did not come in time', (request, response) => void (request.url === '/bad' || response.end('x')), { timeoutMs: 100 }],
    ['whose answer was too long', (request, response) => void response.end(request.url === '/bad' ? 'x'.repeat(2000) : 'x'), { maxBytes: 1000 }],
    ['of which only the beginning was read', (request, response) => void response.end(request.url === '/bad' ? 'x'.repeat(200_000) : 'x'), { maxBytes: 1000, beyond: 'cut' }],
    ['that broke', (request, response) => void (request.url === '/bad' ? request.socket.destroy() : response.end('x')), {}],
  ])('%s is not used again', async (_name, listener, options) => {
    const { port, server, met } = await counting(listener);
    const outbound = local();
    // Only the bad one has little time: a busy machine is to fail none of the others.
    const ask = (path: string) => outbound.request({ url: `http://127.0.0.1:${port}${path}`, ...limits, ...(path === '/bad' ? options : {}) });
    await ask('/good');
    await ask('/bad').catch((error: unknown) => expect(error).toBeInstanceOf(OutboundFailed));
    await expect.poll(() => connections(server)).toBe(0);
    expect((await ask('/good')).body.toString()).toBe('x');
    expect(met.size).toBe(2);
    outbound.close();
  });

  test('that the receiver hung up is made anew', async () => {
    const { port, server, met } = await counting((_request, response) => void response.end('x'));
    const outbound = local();
    await outbound.request({ url: `http://127.0.0.1:${port}/`, ...limits });
    server.closeAllConnections();
    await expect.poll(() => connections(server)).toBe(0);
    // Our side hears of it with its next turn.
    await new Promise((resolve) => setImmediate(resolve));
    expect((await outbound.request({ url: `http://127.0.0.1:${port}/`, ...limits })).status).toBe(200);
    expect(met.size).toBe(2);
    outbound.close();
  });
});

test('a closed port and an unknown name fail with texts that tell nothing of the network', async () => {
  const closed = await failure(local().request({ url: 'http://127.0.0.1:1/', ...limits }));
  expect(closed).toBeInstanceOf(OutboundFailed);
  expect(closed).toMatchObject({ reason: 'connection', message: 'the host could not be reached' });
  const unknown: Resolve = async () => {
    throw new Error('ENOTFOUND');
  };
  expect(await failure(local(unknown).request({ url: 'http://shop.example/', ...limits }))).toMatchObject({ reason: 'address' });
});
