import type { FastifyInstance } from 'fastify';
import { stringify } from 'yaml';
import type { CallDescription } from '../platform/operation.ts';
import { sendJson } from './json.ts';
import { emitOpenApi } from './openapi.ts';

/** `/openapi/{beta,v1}.{json,yaml}`: the description of the API, made from the operation table. No token needed. */
export function description(calls: readonly CallDescription[]) {
  return (app: FastifyInstance): void => {
    for (const version of ['beta', 'v1'] as const) {
      let made: { json: string; yaml: string } | undefined;
      const texts = (): { json: string; yaml: string } => {
        const document = made ? undefined : emitOpenApi(calls, { version });
        return (made ??= { json: JSON.stringify(document), yaml: stringify(document, { aliasDuplicateObjects: false, lineWidth: 0 }) });
      };
      app.get(`/openapi/${version}.json`, (_request, reply) => sendJson(reply, texts().json));
      app.get(`/openapi/${version}.yaml`, (_request, reply) => reply.header('content-type', 'application/yaml; charset=utf-8').send(texts().yaml));
    }
  };
}
