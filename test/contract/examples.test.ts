import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { answerCheck, bodyCheck } from '../../server/api/validate.ts';
import type { CallDescription } from '../../server/platform/operation.ts';

const modules = new URL('../../server/modules/', import.meta.url);
const calls: CallDescription[] = [];
for (const folder of readdirSync(modules)) {
  for (const file of readdirSync(new URL(folder, modules)).filter((name) => name.endsWith('calls.ts'))) {
    calls.push(...Object.values((await import(new URL(`${folder}/${file}`, modules).pathname)) as Record<string, CallDescription>));
  }
}

describe.each(calls.map((call) => [call.id, call] as const))('%s', (_id, call) => {
  it('has examples that fit its schemas', () => {
    if (call.body && call.bodyType !== 'multipart/form-data') expect(() => bodyCheck(call.accepts ?? call.body!)(call.example?.body)).not.toThrow();
    if (call.answer) expect(answerCheck(call.answer)(call.example?.answer ?? 'missing')).toBeUndefined();
  });
});

it('finds the calls', () => expect(calls.length).toBeGreaterThan(100));
