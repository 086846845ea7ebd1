import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Entry, readReference, requestOf } from '../../server/api/portal/reference.ts';
import { languages } from '../../server/api/portal/samples.ts';
import { createServer } from '../../server/api/server.ts';
import { newId } from '../../server/base/ids.ts';
import { operations } from '../../server/main/operations.ts';
import { checkout } from '../../server/platform/checkout.ts';
import type { Operation } from '../../server/platform/operation.ts';
import { startParley, type TestParley } from '../support/parley.ts';
import { isHere, toolchains } from './runners.ts';

/** What came in for a sample, told by its token. */
interface Arrival {
  readonly request: string;
  readonly body: unknown;
  readonly status: number;
}

const files = Symbol('files');
type Uploaded = FastifyRequest & { [files]?: string[] };

let parley: TestParley;
let app: FastifyInstance;
let base: string;
let folder: string;
const arrivals = new Map<string, Arrival[]>();

/** Every operation behind the real gateway, with its example for an answer: what is tried here are the samples. */
function playing(operation: Operation): Operation {
  return {
    ...operation,
    handle: async (_ctx, call: { body: unknown }) => {
      if (operation.bodyType === 'multipart/form-data') {
        const request = call.body as Uploaded;
        request[files] = [];
        for await (const part of request.parts()) if (part.type === 'file') request[files].push(`${part.fieldname}=${part.filename}:${(await part.toBuffer()).toString()}`);
      }
      return operation.example?.answer;
    },
  };
}

function note(surface: FastifyInstance): void {
  surface.addHook('onResponse', async (request: Uploaded, reply) => {
    const token = String(request.headers.authorization).replace('Bearer ', '');
    const body = request[files] ?? (typeof request.body === 'string' ? JSON.parse(request.body) : undefined);
    arrivals.set(token, [...(arrivals.get(token) ?? []), { request: `${request.method} ${request.raw.url}`, body, status: reply.statusCode }]);
  });
}

beforeAll(async () => {
  parley = await startParley();
  app = await createServer({
    ctx: parley.ctx,
    operations: operations.map(playing),
    readToken: async (header) => (header === undefined ? undefined : { organizationId: newId(), personId: newId(), tokenId: header, scopes: [] }),
    surfaces: [note],
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  base = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/beta`;
  folder = mkdtempSync(path.join(os.tmpdir(), 'parley-samples-'));
});
afterAll(async () => {
  await app.close();
  await parley.close();
  rmSync(folder, { recursive: true, force: true });
});

const { entries } = readReference(operations);
/** `npm run samples` takes every language that is here; otherwise those that take longest to start are left out. */
const slow: readonly string[] = process.env.SAMPLES === 'all' ? [] : ['go'];
const here = languages.filter(({ id }) => !slow.includes(id) && isHere(id));
const missing = languages.filter((language) => !here.includes(language));
/** Per language the operations whose sample did not do what it should. */
const wrong = new Map<string, Map<string, string>>();

/** What must arrive when an operation's sample is run. */
function expected(entry: Entry): Arrival {
  const { method, url, body, upload } = requestOf(entry, base, '');
  const status = Number(entry.responses.find((response) => response.status.startsWith('2'))!.status);
  return { request: `${method} ${new URL(url).pathname}${new URL(url).search}`, body: upload ? [`${upload.field}=${upload.file}:a picture`] : body, status };
}

describe('the samples of the portal', () => {
  it.each(here.map(({ id, name, write }) => [name, id, write] as const))(
    '%s: the sample of every operation makes exactly the request that is meant, and gets its answer',
    async (_name, id, write) => {
      const home = path.join(folder, id);
      mkdirSync(home);
      writeFileSync(path.join(home, 'photo.png'), 'a picture');
      const samples = new Map(entries.map((entry) => [entry.id, write(requestOf(entry, base, `${id}.${entry.id}`))]));
      const complaints = await toolchains[id]!.run(home, samples);
      const faults = new Map<string, string>();
      for (const entry of entries) {
        const came = arrivals.get(`${id}.${entry.id}`) ?? [];
        try {
          expect(came).toEqual([expected(entry)]);
        } catch (error) {
          faults.set(entry.id, (error as Error).message);
        }
      }
      wrong.set(id, faults);
      expect([...faults].slice(0, 3), complaints.slice(0, 3000)).toEqual([]);
    },
    180_000,
  );

  it('has curl, JavaScript, Node.js and Python to run on this machine', () => {
    expect(here.map(({ id }) => id)).toEqual(expect.arrayContaining(['curl', 'javascript', 'node', 'python']));
  });

  it('tells operations × languages, and names the languages that were not run', () => {
    const rows = entries.map((entry) => `| ${entry.id} | ${languages.map(({ id }) => (wrong.has(id) ? (wrong.get(id)!.has(entry.id) ? 'FAILED' : 'ok') : '–')).join(' | ')} |`);
    const text = `| operation | ${languages.map(({ name }) => name).join(' | ')} |\n|${' --- |'.repeat(languages.length + 1)}\n${rows.join('\n')}\n`;
    mkdirSync(path.join(checkout, 'build'), { recursive: true });
    writeFileSync(path.join(checkout, 'build', 'samples.md'), text);
    const sums = here.map(({ id, name }) => `${name} ${entries.length - wrong.get(id)!.size}/${entries.length}`);
    process.stdout.write(`Samples run: ${sums.join(', ')}. Not run here: ${missing.map(({ name }) => name).join(', ') || 'none'}. All of them: build/samples.md\n`);
    expect(wrong.size).toBe(here.length);
  });
});
