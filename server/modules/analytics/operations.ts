import { keyOfLink } from '../../base/page.ts';
import { operation, type Operation } from '../../platform/operation.ts';
import * as actions from './actions.ts';
import * as calls from './calls.ts';
import { describeMetric, describeRecord, metrics, records } from './catalogue.ts';

export const analyticsOperations: readonly Operation[] = [
  operation({
    ...calls.getAnalyticsMetrics,
    handle: async (_ctx, { actor, query, path }) => {
      const { rows, meta } = actions.cataloguePage(metrics, 'metrics', actor, query, path);
      return { data: rows.map(describeMetric), meta };
    },
  }),
  operation({ ...calls.getAnalyticsMetricsMetricid, handle: async (_ctx, { params }) => ({ data: describeMetric(actions.findMetric(params.metricId)) }) }),
  operation({ ...calls.postAnalyticsMetrics, handle: async (ctx, { actor, body }) => ({ data: await actions.computeMetric(ctx, actor, body) }) }),
  operation({
    ...calls.getAnalyticsRecords,
    handle: async (_ctx, { actor, query, path }) => {
      const { rows, meta } = actions.cataloguePage(records, 'record-kinds', actor, query, path);
      return { data: rows.map(describeRecord), meta };
    },
  }),
  operation({ ...calls.getAnalyticsRecordsRecordid, handle: async (_ctx, { params }) => ({ data: describeRecord(actions.findRecord(params.recordId)) }) }),
  operation({
    ...calls.postAnalyticsRecords,
    handle: async (ctx, { actor, body, query, path }) => {
      const { rows, meta } = await actions.readRecords(ctx, actor, body, query, path);
      const pageKey = keyOfLink(meta.next);
      return { data: rows, meta, ...(pageKey === undefined ? {} : { pageKey }) };
    },
  }),
  operation({
    ...calls.getAnalyticsFilterFilterattribute,
    handle: async (ctx, { actor, params, query, path }) => {
      const { rows, meta } = await actions.listFilterValues(ctx, actor, params.filterAttribute, query, path);
      return { data: rows.map(({ value, label }) => ({ value, ...(label === null ? {} : { label }) })), meta };
    },
  }),
];
