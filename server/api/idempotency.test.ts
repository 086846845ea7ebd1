import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Fault } from '../base/errors.ts';
import { sql } from '../platform/db/database.ts';
import type { Actor } from '../platform/operation.ts';
import { holdingOpen } from '../../test/support/held.ts';
import { startParley, type Answer, type Tenant, type TestParley } from '../../test/support/parley.ts';
import { failureOf } from './faults.ts';
import { once } from './idempotency.ts';

let here: TestParley;
let there: TestParley;
let us: Tenant;
let conversation: number;

beforeAll(async () => {
  here = await startParley();
  there = await startParley({}, { databaseUrl: here.databaseUrl });
  us = await here.tenant();
  conversation = await us.conversation();
});
afterAll(async () => {
  await there.close();
  await here.close();
});

/** A note with a key, sent to one of the two processes. */
async function note(process: TestParley, key: string, message: string): Promise<Pick<Answer, 'status' | 'text'>> {
  const { statusCode, payload } = await process.app.inject({
    method: 'POST',
    url: `/beta/conversations/${conversation}/notes`,
    headers: { authorization: us.token, 'content-type': 'application/json', 'idempotency-key': key },
    payload: JSON.stringify({ message }),
  });
  return { status: statusCode, text: payload };
}
const notes = async (): Promise<string[]> => (await us.call('GET', `/conversations/${conversation}/notes`)).body.data.map((row: { message: string }) => row.message);
const holdNotes = sql`LOCK TABLE note IN EXCLUSIVE MODE`;
const actor = (): Actor => ({ organizationId: us.organizationId, personId: us.adminId, tokenId: 'test', scopes: [] });

/** The request `r` with a key, until somebody else holds it. @returns why it is refused. */
async function turnedAway(key: string): Promise<Fault> {
  for (;;) {
    const fault = await once(there.ctx, actor(), key, 'r', () => Promise.reject(new Error('the key was free')), 0).catch((error: unknown) => error);
    if (fault instanceof Fault) return fault;
    if ((fault as Error).message !== 'the key was free') throw new Error('the key was not held', { cause: fault });
  }
}

describe('a key on two processes', () => {
  it('at the same moment: one effect and one answer', async () => {
    // Nobody finishes before all have come.
    const answers = await holdingOpen(here, holdNotes, () => Promise.all(Array.from({ length: 16 }, (_, nth) => note(nth % 2 ? there : here, 'twins', 'twin'))));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect((await notes()).filter((message) => message === 'twin')).toHaveLength(1);
    expect(await note(there, 'twins', 'twin')).toEqual(answers[0]);
  });

  it('at the same moment with different requests: one effect, and 422 for all that asked for something else', async () => {
    const answers = await holdingOpen(here, holdNotes, () => Promise.all(['a', 'b', 'a', 'b', 'a', 'b'].map((what, nth) => note(nth % 2 ? there : here, 'mixed', `mixed ${what}`))));
    const taken = answers.filter(({ status }) => status === 200);
    expect(taken).toHaveLength(3);
    expect(new Set(taken.map(({ text }) => text)).size).toBe(1);
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(3);
    expect((await notes()).filter((message) => message.startsWith('mixed'))).toHaveLength(1);
  });

  it('when the first is refused, its twins run on their own and none is told another’s refusal for good', async () => {
    const send = (process: TestParley) =>
      process.app.inject({
        method: 'POST',
        url: '/beta/conversations/999999/notes',
        headers: { authorization: us.token, 'content-type': 'application/json', 'idempotency-key': 'refused' },
        payload: '{"message":"x"}',
      });
    const answers = await Promise.all([send(here), send(there), send(here), send(there)]);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 404, 404, 404]);
    expect(await note(there, 'refused', 'right now')).toMatchObject({ status: 200 });
  });

  it('whose process died is free after two minutes, not before', async () => {
    const died = here.clock.now().toISOString();
    await here.ctx.db.execute(sql`
      INSERT INTO idempotency (organization_id, key, fingerprint, created_at)
      SELECT organization_id, 'died', fingerprint, ${died} FROM idempotency WHERE organization_id = ${us.organizationId} AND key = 'twins'`);
    const again = () => once(there.ctx, actor(), 'died', `POST /beta/conversations/${conversation}/notes\n{"message":"twin"}`, async () => ({ status: 200, text: 'anew' }), 0);
    there.clock.advance(120_000);
    await expect(again()).rejects.toMatchObject({ code: 'keyRunning' });
    there.clock.advance(1);
    expect(await again()).toEqual({ status: 200, text: 'anew' });
    there.clock.set(here.clock.now());
  });

  it('whose first was taken for dead and was not keeps what its successor has', async () => {
    let [finish, finishNext] = [(): void => undefined, (): void => undefined];
    const first = once(here.ctx, actor(), 'ghost', 'r', () => new Promise((resolve) => (finish = () => resolve({ status: 200, text: 'late' }))));
    await turnedAway('ghost');
    there.clock.advance(120_001);
    let next: Promise<unknown> | undefined;
    await new Promise<void>((taken) => {
      next = once(there.ctx, actor(), 'ghost', 'r', () => {
        taken();
        return new Promise((resolve) => (finishNext = () => resolve({ status: 200, text: 'anew' })));
      });
    });
    finish();
    expect(await first).toEqual({ status: 200, text: 'late' });
    await turnedAway('ghost');
    finishNext();
    expect(await next).toEqual({ status: 200, text: 'anew' });
    expect(await once(there.ctx, actor(), 'ghost', 'r', () => Promise.reject(new Error('it ran again')), 0)).toEqual({ status: 200, text: 'anew' });
    there.clock.set(here.clock.now());
  });
});

it('409 while the first is still running, whatever the operation declares, with the time to come back', async () => {
  let finish = (): void => undefined;
  const first = once(here.ctx, actor(), 'slow', 'r', () => new Promise((resolve) => (finish = () => resolve({ status: 204, text: undefined }))));
  const fault = await turnedAway('slow');
  expect(failureOf(fault, { errors: [400, 404, 500] }, here.ctx.log, 'id')).toMatchObject({ status: 409, headers: { 'retry-after': '1' }, message: expect.stringContaining('Idempotency-Key') });
  finish();
  expect(await first).toEqual({ status: 204, text: undefined });
  expect(await once(there.ctx, actor(), 'slow', 'r', () => Promise.reject(new Error('it ran twice')))).toEqual({ status: 204, text: undefined });
});

it('an effect whose answer could not be kept is told, and does not happen again', async () => {
  await here.ctx.db.execute(sql`CREATE FUNCTION refuse_answer() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the disk is full'; END $$`);
  await here.ctx.db.execute(sql`CREATE TRIGGER refuse_answer BEFORE UPDATE ON idempotency FOR EACH ROW WHEN (NEW.status IS NOT NULL) EXECUTE FUNCTION refuse_answer()`);
  try {
    expect(await note(here, 'unkept', 'unkept')).toMatchObject({ status: 200 });
  } finally {
    await here.ctx.db.execute(sql`DROP FUNCTION refuse_answer CASCADE`);
  }
  const request = `POST /beta/conversations/${conversation}/notes\n{"message":"unkept"}`;
  await expect(once(there.ctx, actor(), 'unkept', request, () => Promise.reject(new Error('it ran twice')), 0)).rejects.toMatchObject({ code: 'keyRunning' });
  expect((await notes()).filter((message) => message === 'unkept')).toHaveLength(1);
});
