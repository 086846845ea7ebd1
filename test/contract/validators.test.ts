import { BaseResolver, createConfig, lintDocument, Source } from '@redocly/openapi-core';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startParley, type TestParley } from '../support/parley.ts';

let parley: TestParley;
beforeAll(async () => {
  parley = await startParley();
});
afterAll(() => parley.close());

const download = async (name: string): Promise<string> => (await parley.app.inject({ url: `/openapi/${name}` })).payload;

it.each(['beta.json', 'v1.json', 'beta.yaml', 'v1.yaml'])('%s passes the published schema of OpenAPI 3.0, judged by one validator', async (name) => {
  const text = await download(name);
  expect(await new Validator().validate(name.endsWith('json') ? JSON.parse(text) : text)).toEqual({ valid: true });
});

it.each(['beta.yaml', 'v1.json'])('%s passes the structural and semantic rules of another validator', async (name) => {
  const config = await createConfig({
    extends: ['spec'],
    rules: {
      'no-unresolved-refs': 'error',
      'no-unused-components': 'error',
      'operation-operationId-unique': 'error',
      'path-parameters-defined': 'error',
      'no-invalid-media-type-examples': 'error',
      'no-ambiguous-paths': 'off', // the reference has such paths: a fixed segment beside an id
    },
  });
  const resolver = new BaseResolver();
  const source = new Source(name, await download(name));
  const document = { source, parsed: JSON.parse(await download(name.replace('yaml', 'json'))) as Record<string, unknown> };
  const problems = await lintDocument({ document, externalRefResolver: resolver, config });
  expect(problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} at ${location[0]?.pointer}`)).toEqual([]);
});
