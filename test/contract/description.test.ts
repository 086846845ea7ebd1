import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { operations } from '../../server/main/operations.ts';
import { checkout } from '../../server/platform/checkout.ts';
import { startParley, type TestParley } from '../support/parley.ts';

let parley: TestParley;
beforeAll(async () => {
  parley = await startParley();
});
afterAll(() => parley.close());

const served = async (name: string): Promise<string> => {
  const answer = await parley.app.inject({ url: `/openapi/${name}` });
  expect(answer.statusCode).toBe(200);
  return answer.payload;
};

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}

/** What a schema leads to by properties that must be there, through lists and unions. */
function reached(schemas: Readonly<Record<string, Schema>>, name: string): Set<string> {
  const found = new Set<string>();
  const walk = ({ $ref, properties = {}, required = [], items, additionalProperties, allOf = [], oneOf = [], anyOf = [] }: Schema): void => {
    const next = $ref?.split('/').at(-1);
    if (next !== undefined && !found.has(next)) {
      found.add(next);
      walk(schemas[next]!);
    }
    for (const key of required) if (properties[key]) walk(properties[key]);
    for (const inner of [items, additionalProperties, ...allOf, ...oneOf, ...anyOf]) if (typeof inner === 'object') walk(inner);
  };
  walk(schemas[name]!);
  return found;
}

describe('the description that is served', () => {
  it('is the committed one; after a change of the operation table: npm run contract', async () => {
    expect(await served('beta.yaml')).toBe(readFileSync(path.join(checkout, 'contract', 'openapi.beta.yaml'), 'utf8'));
  });

  it('says the same as JSON and as YAML, for each version', async () => {
    for (const version of ['beta', 'v1']) {
      const description = JSON.parse(await served(`${version}.json`));
      expect(parse(await served(`${version}.yaml`), { maxAliasCount: -1 })).toEqual(description);
      expect(Object.keys(description.paths).every((route) => route.startsWith(`/${version}/`))).toBe(true);
    }
  });

  it('has no schema that requires itself, where generators of clients go round for ever', async () => {
    const { schemas } = JSON.parse(await served('beta.json')).components as { schemas: Record<string, object> };
    expect(Object.keys(schemas).filter((name) => reached(schemas, name).has(name))).toEqual([]);
  });

  it('has every published operation, and each answers under its path', async () => {
    const { paths } = JSON.parse(await served('v1.json')) as { paths: Record<string, Record<string, { operationId: string }>> };
    const described = Object.values(paths).flatMap((methods) => Object.values(methods).map((call) => call.operationId));
    expect(described.toSorted()).toEqual(
      operations
        .filter((operation) => operation.published !== false)
        .map((operation) => operation.id)
        .toSorted(),
    );
    for (const [route, methods] of Object.entries(paths)) {
      for (const method of Object.keys(methods)) {
        const answer = await parley.app.inject({ method: method.toUpperCase() as 'GET', url: route.replaceAll(/\{[^}]+\}/g, '1') });
        expect(answer.statusCode, `${method} ${route}`).toBe(401);
      }
    }
  });
});
