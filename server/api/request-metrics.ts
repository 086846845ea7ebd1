import type { FastifyInstance } from 'fastify';
import type { Metrics } from '../platform/metrics.ts';

/** Tells how long answers take, by operation and status. What is no operation (health, pages, unknown paths) is one: `other`. */
export const requestMetrics =
  (metrics: Metrics | undefined) =>
  (app: FastifyInstance): void => {
    if (!metrics) return;
    app.addHook('onResponse', (request, reply, done) => {
      metrics.request(request.routeOptions.config.operation?.id ?? 'other', reply.statusCode, reply.elapsedTime / 1000);
      done();
    });
  };
