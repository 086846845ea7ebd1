import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseBody } from '../../server/api/parse.ts';
import { bodyCheck } from '../../server/api/validate.ts';
import { startWireHouse, table, type WireHouse } from './house.ts';

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
}

const typeOf = (schema: Schema): unknown => schema.properties?._type?.enum?.[0];

/** The value with `null` in every optional field that it leaves out, at any depth. */
function filled(value: unknown, schema: Schema): unknown {
  if (Array.isArray(value)) return value.map((item) => filled(item, schema.items ?? {}));
  if (typeof value !== 'object' || value === null) return value;
  const record = value as Record<string, unknown>;
  const members = schema.oneOf ?? schema.anyOf;
  if (members) return filled(value, members.find((member) => typeOf(member) === record._type) ?? {});
  const nulls = Object.keys(schema.properties ?? {}).filter((name) => !(name in record) && !schema.required?.includes(name));
  return {
    ...Object.fromEntries(nulls.map((name) => [name, null])),
    ...Object.fromEntries(Object.entries(record).map(([name, item]) => [name, filled(item, schema.properties?.[name] ?? {})])),
    unknownField: null,
  };
}

let house: WireHouse;
beforeAll(async () => {
  house = await startWireHouse();
});
afterAll(() => house.close());

const withBody = table.filter(([, operation]) => operation.body && operation.bodyType === undefined);

describe('W6: null for an optional field is the same as leaving it out', () => {
  it.each(withBody.filter(([, operation]) => !operation.keepNulls))('%s', (_name, operation) => {
    const schema = operation.accepts ?? operation.body!;
    const example = operation.example?.body;
    const text = JSON.stringify(filled(example, JSON.parse(JSON.stringify(schema))));
    expect(text).toContain('null');
    const parsed = parseBody(text, false);
    expect(parsed).toEqual(example);
    expect(() => bodyCheck(schema)(parsed)).not.toThrow();
  });

  it('only the two maps of custom attributes keep it, where it clears', () => {
    expect(
      withBody
        .filter(([, operation]) => operation.keepNulls)
        .map(([name]) => name)
        .toSorted(),
    ).toEqual(['PATCH /conversations/{conversationId}/custom-attributes', 'PATCH /endusers/{userId}/custom-attributes']);
  });

  it('is absent in a PATCH of people: nothing is lost', async () => {
    const { tenant } = house;
    const id = await tenant.endUser({ displayName: 'Ada', email: 'ada@wire.example' });
    expect((await tenant.call('PATCH', `/endusers/${id}`, { displayName: null, email: null, firstName: 'Ada' })).status).toBe(200);
    expect((await tenant.call('GET', `/endusers/${id}`)).body.data).toMatchObject({ displayName: 'Ada', email: 'ada@wire.example', firstName: 'Ada' });
  });

  it('a required field that is null is a 400 that names it', async () => {
    const answer = await house.tenant.call('POST', '/tags', { name: null });
    expect(answer).toMatchObject({ status: 400, body: { message: expect.stringContaining('name') } });
  });
});
