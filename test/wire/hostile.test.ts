import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWireHouse, table, type WireHouse } from './house.ts';
import type { RawAnswer } from './socket.ts';

let house: WireHouse;
beforeAll(async () => {
  house = await startWireHouse();
});
afterAll(() => house.close());

const json = { 'content-type': 'application/json' };
const withBody = table.filter(([, operation]) => operation.body && operation.bodyType === undefined);

const post = (method: string, target: string, body: string | Buffer): Promise<RawAnswer> => house.send(method, target, { ...json, 'content-length': String(Buffer.byteLength(body)) }, body);

/** Values that a field may be given by somebody who means no good. */
const values: readonly string[] = [
  'null',
  'true',
  '-1',
  '0',
  '1.5',
  '1e400',
  '-0',
  '2147483648',
  '9007199254740993',
  '9223372036854775807',
  '9223372036854775808',
  '""',
  '" "',
  '"\\u0000"',
  '"\\ud800"',
  '"\\ud83d\\ude00"',
  `"${'x'.repeat(20_000)}"`,
  // Not to be compressed: too long for any index.
  `"${randomBytes(10_000).toString('hex')}"`,
  `"';DROP TABLE person;--"`,
  '"%s%n{}"',
  '"0001-01-01T00:00:00Z"',
  '"+275760-09-13T00:00:00Z"',
  '"2026-02-30T25:61:00Z"',
  '"9999-12-31T23:59:59.999999999Z[GMT]"',
  '"00000000-0000-0000-0000-000000000000"',
  '[]',
  '[null]',
  '[[]]',
  '{}',
  '{"_type":"Nothing"}',
  '{"_type":null}',
  '{"constructor":{"prototype":{}}}',
];

/** The example with one place after the other replaced by a mark. */
function holes(example: unknown): string[] {
  const found: string[] = [];
  const walk = (node: unknown, rebuild: (inner: unknown) => unknown): void => {
    found.push(JSON.stringify(rebuild('@@')));
    if (Array.isArray(node)) node.forEach((item, index) => walk(item, (inner) => rebuild(node.with(index, inner))));
    else if (typeof node === 'object' && node !== null) {
      for (const [key, item] of Object.entries(node)) walk(item, (inner) => rebuild({ ...node, [key]: inner }));
    }
  };
  walk(example, (inner) => inner);
  return [...new Set(found)];
}

describe('W10: what was never meant to be sent is the sender’s fault', () => {
  const texts: Readonly<Record<string, string | Buffer>> = {
    'no JSON': '{"name":',
    'an open string': '"abc',
    'a number too many': '{}1',
    'deep lists': '['.repeat(50_000) + ']'.repeat(50_000),
    'deep objects': '{"a":'.repeat(50_000) + '1' + '}'.repeat(50_000),
    'a prototype': '{"__proto__":{"admin":true}}',
    'a prototype further in': '{"a":{"__proto__":null}}',
    'a NUL in a key': '{"a\\u0000b":1}',
    'bytes that are no UTF-8': Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0xfe, 0xc3, 0x28, 0x22, 0x7d]),
    'UTF-16': Buffer.from('\ufeff{"name":"x"}', 'utf16le'),
    'a list': '[]',
    'a list of nulls': '[null,null]',
    'a text': '"text"',
    'a number': '12',
    null: 'null',
    'an empty object': '{}',
    'twenty thousand keys': `{${Array.from({ length: 20_000 }, (_, index) => `"k${index}":1`).join(',')}}`,
  };

  it.each(withBody)('%s: whole bodies', async (_name, operation) => {
    for (const [what, text] of Object.entries(texts)) {
      const answer = await post(operation.method, house.target(operation), text);
      expect(answer.status, `${what}: ${answer.text}`).toBeLessThan(500);
      if (!what.match(/list|object|keys|null|UTF-8|NUL/)) expect(answer.status, `${what}: ${answer.text}`).toBeGreaterThanOrEqual(400);
    }
  });

  it.each(withBody.filter(([, operation]) => operation.example?.body !== undefined))('%s: one place at a time', async (_name, operation) => {
    for (const hole of holes(operation.example!.body)) {
      for (const value of values) {
        const answer = await house.tenant.call(
          operation.method,
          house.target(operation),
          hole.replace('"@@"', () => value),
        );
        expect(answer.status, `${hole} with ${value.slice(0, 60)}: ${answer.text}`).toBeLessThan(500);
        if (answer.status >= 400) expect(Object.keys(answer.body)).toEqual(['message']);
      }
    }
  });

  it.each(table.filter(([, operation]) => operation.query !== undefined))('%s: parameters', async (_name, operation) => {
    const evil = [
      '%00',
      '%ED%A0%80',
      '%',
      '-1',
      '0',
      '9999999999999999999',
      '1e400',
      '%27%3B--',
      'x'.repeat(5000),
      '[]',
      '{}',
      '%F0%9F%98%80',
      '00000000-0000-0000-0000-000000000000',
      '2026-13-45',
      '%252F',
    ];
    for (const name of Object.keys(operation.query!.properties)) {
      for (const value of evil) {
        const answer = await house.tenant.call(operation.method, `${house.target(operation)}?${name}=${value}`);
        expect(answer.status, `${name}=${value.slice(0, 60)}: ${answer.text}`).toBeLessThan(500);
      }
    }
  });

  it.each(table.filter(([, operation]) => operation.path.includes('{')))('%s: the path', async (_name, operation) => {
    for (const value of ['%00', '%ED%A0%80', '%F0%9F%98%80', '-1', '0', '99999999999999999999', '1e9', '%27', 'null', 'x'.repeat(1900), 'x'.repeat(2100), '%2F', '..', '%2e%2e', '*', ':id', '{id}']) {
      const answer = await house.tenant.call(operation.method, `/beta${operation.path.replace(/\{[^}]+\}/g, value.replaceAll('$', ''))}`);
      expect(answer.status, `${value.slice(0, 60)}: ${answer.text}`).toBeLessThan(500);
    }
  });

  it('a key that comes twice counts once, the last', async () => {
    expect(JSON.parse((await post('POST', '/beta/tags', '{"name":"first","name":"last"}')).text).data.name).toBe('last');
  });

  it('half a character becomes a replacement character, and is stored as such', async () => {
    const made = JSON.parse((await post('POST', '/beta/tags', '{"name":"half \\ud800"}')).text).data;
    expect(made.name).toBe('half \ufffd');
    expect((await house.tenant.call('GET', `/tags/${made.id}`)).body.data.name).toBe('half \ufffd');
  });

  it('nothing of it reached any prototype', () => expect(({} as Record<string, unknown>).admin).toBeUndefined());
});
