import { operation, type Operation } from '../../platform/operation.ts';
import { cataloguePage, computeMetric, findEntry, readRecords } from './actions.ts';
import * as calls from './calls.ts';
import { describeMetric, describeRecord, metrics, records } from './catalogue.ts';

type Page = Awaited<ReturnType<typeof readRecords>>;
const viewPage = ({ rows, ...meta }: Page) => ({ data: rows, ...(Object.keys(meta).length === 0 ? {} : { meta }) });

export const intelligenceOperations: readonly Operation[] = [
  operation({
    ...calls.getIntelligenceMetrics,
    handle: async (_ctx, { actor, query, path }) => {
      const { rows, meta } = cataloguePage(metrics, 'metrics', actor, query, path);
      return { data: rows.map(describeMetric), meta };
    },
  }),
  operation({ ...calls.getIntelligenceMetricsMetricid, handle: async (_ctx, { params }) => ({ data: describeMetric(findEntry(metrics, params.metricId)) }) }),
  operation({
    ...calls.getIntelligenceRecords,
    handle: async (_ctx, { actor, query, path }) => {
      const { rows, meta } = cataloguePage(records, 'records', actor, query, path);
      return { data: rows.map(describeRecord), meta };
    },
  }),
  operation({ ...calls.getIntelligenceRecordsRecordid, handle: async (_ctx, { params }) => ({ data: describeRecord(findEntry(records, params.recordId)) }) }),
  operation({
    ...calls.postIntelligenceConversationsMetricsMetricid,
    handle: async (ctx, { actor, params, body }) => ({ data: await computeMetric(ctx, actor, 'conversations', params.metricId, body) }),
  }),
  operation({ ...calls.postIntelligenceConversationsRecordsRecordid, handle: async (ctx, { actor, params, body }) => viewPage(await readRecords(ctx, actor, 'conversations', params.recordId, body)) }),
  operation({ ...calls.postIntelligenceAgentsMetricsMetricid, handle: async (ctx, { actor, params, body }) => ({ data: await computeMetric(ctx, actor, 'agents', params.metricId, body) }) }),
  operation({ ...calls.postIntelligenceAgentsRecordsRecordid, handle: async (ctx, { actor, params, body }) => viewPage(await readRecords(ctx, actor, 'agents', params.recordId, body)) }),
  operation({ ...calls.postIntelligenceAiagentsMetricsMetricid, handle: async (ctx, { actor, params, body }) => ({ data: await computeMetric(ctx, actor, 'aiagents', params.metricId, body) }) }),
  operation({ ...calls.postIntelligenceAiagentsRecordsRecordid, handle: async (ctx, { actor, params, body }) => viewPage(await readRecords(ctx, actor, 'aiagents', params.recordId, body)) }),
];
