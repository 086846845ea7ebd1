import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { operations } from '../../server/main/operations.ts';
import { openShop, type Shop } from '../support/shops.ts';
import { startParley, type TestParley } from '../support/parley.ts';
import { requestOf, type FuzzRequest } from './arbitraries.ts';

/** `FUZZ_RUNS=20000` is the long run (`npm run fuzz`). */
const RUNS = Number(process.env.FUZZ_RUNS ?? 600);
const SEED = Number(process.env.FUZZ_SEED ?? 20260302);
/** Requests under way at once, so that they also meet each other. */
const WIDTH = 6;

let parley: TestParley;
let shop: Shop;
let other: Shop;
/** What was logged as a defect while requests ran: a thing that no check foresaw. */
const complaints: string[] = [];

beforeAll(async () => {
  parley = await startParley();
  shop = await openShop(parley, 'fuzzed');
  other = await openShop(parley, 'neighbour');
  const note = (fields: unknown, message?: string): void => void complaints.push(`${message}: ${String((fields as { err?: Error }).err?.message ?? JSON.stringify(fields))}`);
  Object.assign(parley.ctx.log, { warn: note, error: note });
});
afterAll(() => parley.close());

const asCurl = ({ operation, target, body }: FuzzRequest): string =>
  `curl -X ${operation.method} -H "Authorization: $TOKEN"${body === undefined ? '' : ` -H 'Content-Type: application/json' -d '${body.replaceAll("'", "'\\''")}'`} 'http://127.0.0.1:8080${target}'`;

/** @returns what is wrong with the answer, or undefined. */
async function wrongWith(request: FuzzRequest, statuses: Map<number, number>): Promise<string | undefined> {
  const { operation, target, body } = request;
  const before = complaints.length;
  const answer = await parley.app.inject({
    method: operation.method,
    url: target,
    headers: { authorization: shop.token, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { payload: body }),
  });
  const status = answer.statusCode;
  statuses.set(status, (statuses.get(status) ?? 0) + 1);
  if (status >= 500) return `${status} ${answer.payload} ${complaints.slice(before).join('; ')}`;
  if (status === operation.status) return operation.answer === undefined && answer.payload !== '' ? `a body where none belongs: ${answer.payload}` : undefined;
  if (!operation.errors.includes(status) && ![401, 405, 413, 415, 422].includes(status)) return `undeclared ${status} ${answer.payload}`;
  if (status === 401) return 'the token is no longer good';
  const fault = answer.json() as Record<string, unknown>;
  if (Object.keys(fault).join() !== 'message' || typeof fault.message !== 'string' || fault.message.trim() === '') return `an error that is no {message}: ${answer.payload}`;
  return complaints.length > before ? `${status}, and the log complains: ${complaints.slice(before).join('; ')}` : undefined;
}

it(`${RUNS} requests, valid or one fault away, find no defect (seed ${SEED})`, { timeout: 60_000 + RUNS * 30 }, async () => {
  const statuses = new Map<number, number>();
  const perOperation = new Map<string, number>();
  const failures: string[] = [];
  const batch = operations.length;
  for (let done = 0, round = 0; done < RUNS; round++) {
    // Rows come and go, so each round of all operations looks anew at what is there.
    const [own, foreign] = await Promise.all([shop.ids(), other.ids()]);
    const many = RUNS - done >= batch * 8 ? 4 : 1;
    const requests = operations.flatMap((operation, index) => fc.sample(requestOf(operation, own, foreign), { numRuns: many, seed: SEED + round * batch + index }));
    const due = requests.slice(0, RUNS - done);
    done += due.length;
    for (let at = 0; at < due.length; at += WIDTH) {
      const found = await Promise.all(due.slice(at, at + WIDTH).map(async (request) => ({ request, wrong: await wrongWith(request, statuses) })));
      for (const { request, wrong } of found) {
        perOperation.set(request.operation.id, (perOperation.get(request.operation.id) ?? 0) + 1);
        if (wrong !== undefined) failures.push(`${request.operation.id} (seed ${SEED}, ${request.fault ?? 'valid'}): ${wrong}\n  ${asCurl(request)}`);
      }
    }
    if (failures.length >= 40) break;
  }
  console.log(
    `${[...statuses.values()].reduce((sum, count) => sum + count, 0)} requests to ${perOperation.size} operations: ${[...statuses]
      .toSorted()
      .map(([status, count]) => `${count} × ${status}`)
      .join(', ')}`,
  );
  expect(failures.slice(0, 40).join('\n').slice(0, 20_000)).toBe('');
  expect(perOperation.size).toBe(Math.min(operations.length, RUNS));
  const health = await parley.app.inject({ url: '/ready' });
  expect(health.statusCode).toBe(200);
});
