import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { calls } from '../../client/calls.ts';
import { ApiError, BadRequestError, type Client, ConnectionError, createClient, NotFoundError, RateLimitError, ServerError, UnauthorizedError } from '../../client/index.ts';
import { startParley, type Tenant, type TestParley } from '../support/parley.ts';

const addressOf = (server: { address(): unknown }): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

describe('the client against Parley', () => {
  let parley: TestParley;
  let tenant: Tenant;
  let client: Client;
  let baseUrl: string;
  beforeAll(async () => {
    parley = await startParley();
    tenant = await parley.tenant();
    await parley.app.listen({ port: 0, host: '127.0.0.1' });
    baseUrl = addressOf(parley.app.server);
    client = createClient({ baseUrl, token: tenant.token });
  });
  afterAll(() => parley.close());

  it('has a method for every operation, each known to the server under both versions', async () => {
    for (const version of ['beta', 'v1'] as const) {
      const stranger = createClient({ baseUrl, token: 'nobody', version, retries: 0 }) as unknown as Record<string, (input: unknown) => Promise<unknown>>;
      for (const [id, [, path]] of Object.entries(calls)) {
        const names = [...path.matchAll(/\{([^}]+)\}/g)].map((match) => [match[1]!, '1'] as const);
        const method = stranger[id.replace(/-(.)/g, (_all, letter: string) => letter.toUpperCase())]!;
        // A path or method that is not there would be another error than that of an unknown token.
        await expect(method({ path: Object.fromEntries(names) }), id).rejects.toThrow(UnauthorizedError);
      }
    }
  });

  it('writes and reads what the types say', async () => {
    const { data: tag } = await client.postTags({ body: { name: 'typed', color: '#123456' } });
    const id = await tenant.conversation();
    expect(await client.putConversationsConversationidTagsTagid({ path: { conversationId: id, tagId: tag.id } })).toBeUndefined();
    const { data: tags } = await client.getConversationsConversationidTags({ path: { conversationId: id } });
    expect(tags.map(({ name }) => name)).toEqual(['typed']);
    expect(await client.call('getTagsTagid', { path: { tagId: tag.id } })).toEqual({ data: tag });
  });

  it('uploads files', async () => {
    const body = new FormData();
    const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
    body.append('files', new Blob([png], { type: 'image/png' }), 'dot.png');
    const { data } = await client.postKnowledgeArticlesAttachments({ body });
    expect(data?.map(({ originalFilename }) => originalFilename)).toEqual(['dot.png']);
  });

  it('walks all rows of a list, whatever the size of a page, and stops when the reader does', async () => {
    const names = Array.from({ length: 7 }, (_, index) => `walker ${index}`);
    for (const displayName of names) await client.postEndusers({ body: { displayName } });
    const seen: string[] = [];
    for await (const user of client.each('getEndusers', { query: { pageLimit: 3 } })) if (user.displayName?.startsWith('walker')) seen.push(user.displayName);
    expect(seen.toSorted()).toEqual(names);
    let pages = 0;
    for await (const page of client.pages('getEndusers', { query: { pageLimit: 3 } })) {
      pages++;
      expect(page.data).toHaveLength(3);
      break;
    }
    expect(pages).toBe(1);
  });

  it('walks a list that is asked for by POST', async () => {
    const marker = `walk${Date.now()}`;
    const { data: user } = await client.postEndusers({ body: { displayName: 'Searcher' } });
    for (let index = 0; index < 3; index++) {
      await client.postConversationsImport({
        body: {
          _type: 'GenericConversationImport',
          genericChannelName: 'genericapimessaging',
          requesterId: user.id,
          direction: 'Inbound',
          createdAt: '2026-03-01T09:00:00Z',
          messages: [{ _type: 'InboundImport', content: { _type: 'Text', value: marker }, createdAt: '2026-03-01T09:00:00Z' }],
        },
      });
    }
    await parley.work.start();
    const found: unknown[] = [];
    for await (const row of client.each('postSearchConversations', { query: { pageLimit: 2 }, body: { query: { value: marker } } })) found.push(row.id);
    expect(new Set(found).size).toBe(3);
  });

  it('tells errors apart by class, with status, operation and the server’s words', async () => {
    const refused = createClient({ baseUrl, token: 'wrong', retries: 0 });
    await expect(refused.getOrganization()).rejects.toThrow(UnauthorizedError);
    await expect(client.getTagsTagid({ path: { tagId: crypto.randomUUID() } })).rejects.toThrow(NotFoundError);
    const error = await client.postTags({ body: {} as never }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(BadRequestError);
    expect(error).toMatchObject({ status: 400, operation: 'postTags', name: 'BadRequestError' });
    expect((error as ApiError).message).toContain('name');
  });

  it('does a POST once, though the answer to the first attempt is lost', async () => {
    let lost = 0;
    const flaky: typeof fetch = async (input, init) => {
      const response = await fetch(input, init);
      if (lost++ > 0) return response;
      await response.text();
      throw new TypeError('the line went dead');
    };
    const { data } = await createClient({ baseUrl, token: tenant.token, fetch: flaky, firstWaitMs: 1 }).postEndusers({ body: { displayName: 'Only Once' } });
    const all: string[] = [];
    for await (const user of client.each('getEndusers')) if (user.displayName === 'Only Once') all.push(user.id);
    expect([lost, all]).toEqual([2, [data.id]]);
  });

  it('asks for the token each time when it is given a way to', async () => {
    const tokens = ['wrong', tenant.token];
    const rotating = createClient({ baseUrl, token: async () => tokens.shift()! });
    await expect(rotating.getOrganization()).rejects.toThrow(UnauthorizedError);
    expect((await rotating.getOrganization()).data.id).toBe(tenant.organizationId);
  });

  it('refuses to call a path with a hole in it', async () => {
    await expect(client.getTagsTagid({ path: { tagId: '' } })).rejects.toThrow('tagId is missing');
  });
});

describe('the client against a server in trouble', () => {
  const open: { close(): void; closeAllConnections(): void }[] = [];
  afterEach(() => {
    for (const server of open.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  /** A server that answers with each of the steps in turn, and tells what came. */
  async function trouble(...steps: ((response: ServerResponse) => void)[]) {
    const came: IncomingMessage[] = [];
    const server = createServer((request, response) => {
      came.push(request);
      request.resume().on('end', () => steps[Math.min(came.length, steps.length) - 1]!(response));
    });
    open.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { came, client: (more: object = {}) => createClient({ baseUrl: addressOf(server), token: 't', firstWaitMs: 1, ...more }) };
  }
  const answer =
    (status: number, body: unknown = { message: 'no' }, headers: Record<string, string> = {}) =>
    (response: ServerResponse) =>
      void response.writeHead(status, headers).end(JSON.stringify(body));
  const cut = (response: ServerResponse): void => void response.socket!.destroy();
  const fine = answer(200, { data: { id: '1' } });
  const silent = (): void => undefined;

  it('waits as long as Retry-After says, and then goes on', async () => {
    const { came, client } = await trouble(answer(429, {}, { 'retry-after': '1' }), fine);
    const later = globalThis.setTimeout;
    const waits: number[] = [];
    // A wait of a second is noted and cut short; nobody else asks for that one.
    const spy = vi.spyOn(globalThis, 'setTimeout').mockImplementation(((run: () => void, ms = 0) => (ms === 1000 ? (waits.push(ms), later(run, 0)) : later(run, ms))) as typeof setTimeout);
    await client()
      .getOrganization()
      .finally(() => spy.mockRestore());
    expect(came).toHaveLength(2);
    expect(waits).toEqual([1000]);
  });

  it('does not wait longer than it was allowed to', async () => {
    const { came, client } = await trouble(answer(429, { message: 'later' }, { 'retry-after': '3600' }));
    const error = await client()
      .getOrganization()
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({ retryAfterMs: 3_600_000 });
    expect(came).toHaveLength(1);
  });

  it.each([500, 502, 503, 504])('reads again after a %i, up to the number of retries', async (status) => {
    const { came, client } = await trouble(answer(status));
    await expect(client({ retries: 2 }).getOrganization()).rejects.toThrow(ServerError);
    expect(came).toHaveLength(3);
  });

  it('sends a POST again under the same key, or not at all where no key is kept', async () => {
    const kept = await trouble(cut, answer(502), fine);
    await kept.client().postTags({ body: { name: 'a' } });
    const keys = kept.came.map((request) => request.headers['idempotency-key']);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^[\da-f]{32}$/);

    const unkept = await trouble(cut, fine);
    await expect(unkept.client({ idempotency: false }).postTags({ body: { name: 'a' } })).rejects.toThrow(ConnectionError);
    expect(unkept.came).toHaveLength(1);
    expect(unkept.came[0]!.headers['idempotency-key']).toBeUndefined();
  });

  it('sends a POST again that was refused before anything was done, whether or not a key is kept', async () => {
    const { came, client } = await trouble(answer(429, {}, { 'retry-after': '0' }), fine);
    await client({ idempotency: false }).postTags({ body: { name: 'a' } });
    expect(came).toHaveLength(2);
  });

  it('does not repeat what is wrong', async () => {
    const { came, client } = await trouble(answer(400));
    await expect(client().getOrganization()).rejects.toThrow(BadRequestError);
    expect(came).toHaveLength(1);
  });

  it('gives up an attempt that takes too long', async () => {
    const { came, client } = await trouble(silent, fine);
    await client({ timeoutMs: 100 }).getOrganization();
    expect(came).toHaveLength(2);
  });

  it('ends at once when it is aborted, while it asks and while it waits', async () => {
    for (const step of [silent, answer(503, {}, { 'retry-after': '30' })]) {
      const { client, came } = await trouble(step);
      const controller = new AbortController();
      const running = client().getOrganization({ signal: controller.signal });
      await expect.poll(() => came.length).toBe(1);
      controller.abort(new Error('enough'));
      await expect(running).rejects.toThrow('enough');
      expect(came).toHaveLength(1);
    }
  });

  it('does not follow a redirect, nor a next page on another host', async () => {
    const away = await trouble(answer(302, {}, { location: 'https://elsewhere.example/' }));
    await expect(away.client({ retries: 0 }).getOrganization()).rejects.toThrow(ConnectionError);
    const paged = await trouble(answer(200, { data: [{ id: 1 }], meta: { next: 'https://elsewhere.example/beta/agents?pageKey=a%2Bb' } }), answer(200, { data: [{ id: 2 }], meta: null }));
    const rows: unknown[] = [];
    for await (const row of paged.client().each('getAgents', { query: { pageLimit: 1 } })) rows.push(row);
    expect(rows).toHaveLength(2);
    expect(paged.came[1]!.url).toBe('/beta/agents?pageLimit=1&pageKey=a%2Bb');
  });

  it('calls the vendor’s host unless told otherwise, and sends it no key', async () => {
    let asked: { url: string; headers: Record<string, string> } | undefined;
    const caught: typeof fetch = async (input, init) => {
      asked = { url: input as string, headers: init!.headers as Record<string, string> };
      return new Response('{"data":{}}');
    };
    await createClient({ token: 't', fetch: caught }).postTags({ body: { name: 'a' } });
    expect(asked!.url).toBe('https://dev.dixa.io/beta/tags');
    expect(asked!.headers).toEqual({ accept: 'application/json', authorization: 'Bearer t', 'content-type': 'application/json' });
  });
});
