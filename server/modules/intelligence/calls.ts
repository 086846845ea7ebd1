import { sample } from '../../base/sample.ts';
import { describeCall } from '../../platform/operation.ts';
import * as schema from './schema.ts';

/** The second generation of analytics: newer than the reference, so none of it is published. */

const tags = ['Intelligence'];
const errors = [400, 404, 500];
const timezone = 'Europe/Copenhagen';
const about = 'Agents and AI agents that are gone count too.';

const filter = { attribute: 'channel', aliases: ['initialChannel'], type: 'String', operators: ['IsOne', 'IsNotOne'], defaultOperator: 'IsOne', description: 'The channel that it began on' };
const entry = { id: 'closedConversations', name: 'Closed conversations', category: 'conversations', deprecated: false, primaryFilters: ['period', 'conversationIds'], filters: [filter] };
const metric = { ...entry, description: 'How many conversations were closed', aggregates: ['count'], records: ['closedConversations'] };
const record = { ...entry, description: 'One row for each conversation that was closed', fields: ['closedAt', 'queue'], metrics: ['closedConversations'] };

const metricExample = {
  body: { primaryFilter: { period: { preset: 'Last7Days' } }, filters: [{ attribute: 'channel', values: ['Email'], operator: 'IsOne' }], timezone },
  answer: { data: { count: 128 } },
};
const recordsExample = {
  body: { primaryFilter: { period: { interval: { from: '2026-03-01T00:00:00.000Z', to: '2026-03-31T23:59:59.999Z' } } }, timezone, pagination: { pageLimit: 50 } },
  answer: { data: [{ closedAt: { value: '2026-03-02T10:15:04.120Z' }, queue: { value: sample.queueId, label: 'Orders and delivery' } }] },
};

export const getIntelligenceMetrics = describeCall({
  id: 'getIntelligenceMetrics',
  method: 'GET',
  path: '/intelligence/metrics',
  tags,
  summary: 'List intelligence metrics',
  description: 'The catalogue of metrics, with the filters and aggregates of each.',
  effect: 'read',
  published: false,
  query: schema.catalogueQuery,
  status: 200,
  answer: schema.ListIntelligenceMetricsOutput,
  errors: [400, 500],
  example: { answer: { data: [metric] } },
});

export const getIntelligenceMetricsMetricid = describeCall({
  id: 'getIntelligenceMetricsMetricid',
  method: 'GET',
  path: '/intelligence/metrics/{metricId}',
  tags,
  summary: 'Describe an intelligence metric',
  effect: 'read',
  published: false,
  params: schema.metricPath,
  status: 200,
  answer: schema.GetIntelligenceMetricOutput,
  errors,
  example: { answer: { data: metric } },
});

export const getIntelligenceRecords = describeCall({
  id: 'getIntelligenceRecords',
  method: 'GET',
  path: '/intelligence/records',
  tags,
  summary: 'List intelligence records',
  description: 'The catalogue of records, with the filters and columns of each.',
  effect: 'read',
  published: false,
  query: schema.catalogueQuery,
  status: 200,
  answer: schema.ListIntelligenceRecordsOutput,
  errors: [400, 500],
  example: { answer: { data: [record] } },
});

export const getIntelligenceRecordsRecordid = describeCall({
  id: 'getIntelligenceRecordsRecordid',
  method: 'GET',
  path: '/intelligence/records/{recordId}',
  tags,
  summary: 'Describe an intelligence record',
  effect: 'read',
  published: false,
  params: schema.recordPath,
  status: 200,
  answer: schema.GetIntelligenceRecordOutput,
  errors,
  example: { answer: { data: record } },
});

export const postIntelligenceConversationsMetricsMetricid = describeCall({
  id: 'postIntelligenceConversationsMetricsMetricid',
  method: 'POST',
  path: '/intelligence/conversations/metrics/{metricId}',
  tags,
  summary: 'Compute a metric of conversations',
  description: `Computes all aggregates of a metric, over a period or over certain conversations. ${about}`,
  effect: 'read',
  published: false,
  params: schema.metricPath,
  body: schema.QueryConversationMetricInput,
  bodyRequired: true,
  status: 200,
  answer: schema.IntelligenceMetricData,
  errors,
  example: metricExample,
});

export const postIntelligenceConversationsRecordsRecordid = describeCall({
  id: 'postIntelligenceConversationsRecordsRecordid',
  method: 'POST',
  path: '/intelligence/conversations/records/{recordId}',
  tags,
  summary: 'Read records of conversations',
  description: `The rows of a record, in a period or of certain conversations. ${about}`,
  effect: 'read',
  published: false,
  params: schema.recordPath,
  body: schema.QueryConversationRecordsInput,
  bodyRequired: true,
  status: 200,
  answer: schema.IntelligenceRecordPage,
  errors,
  example: recordsExample,
});

export const postIntelligenceAgentsMetricsMetricid = describeCall({
  id: 'postIntelligenceAgentsMetricsMetricid',
  method: 'POST',
  path: '/intelligence/agents/metrics/{metricId}',
  tags,
  summary: 'Compute a metric of agents',
  description: `Computes all aggregates of a metric over a period. ${about}`,
  effect: 'read',
  published: false,
  params: schema.metricPath,
  body: schema.QueryAgentMetricInput,
  bodyRequired: true,
  status: 200,
  answer: schema.IntelligenceMetricData,
  errors,
  example: metricExample,
});

export const postIntelligenceAgentsRecordsRecordid = describeCall({
  id: 'postIntelligenceAgentsRecordsRecordid',
  method: 'POST',
  path: '/intelligence/agents/records/{recordId}',
  tags,
  summary: 'Read records of agents',
  description: `The rows of a record in a period. ${about}`,
  effect: 'read',
  published: false,
  params: schema.recordPath,
  body: schema.QueryAgentRecordsInput,
  bodyRequired: true,
  status: 200,
  answer: schema.IntelligenceRecordPage,
  errors,
  example: recordsExample,
});

export const postIntelligenceAiagentsMetricsMetricid = describeCall({
  id: 'postIntelligenceAiagentsMetricsMetricid',
  method: 'POST',
  path: '/intelligence/aiagents/metrics/{metricId}',
  tags,
  summary: 'Compute a metric of AI agents',
  description: `Computes all aggregates of a metric over a period. ${about}`,
  effect: 'read',
  published: false,
  params: schema.metricPath,
  body: schema.QueryAgentMetricInput,
  bodyRequired: true,
  status: 200,
  answer: schema.IntelligenceMetricData,
  errors,
  example: metricExample,
});

export const postIntelligenceAiagentsRecordsRecordid = describeCall({
  id: 'postIntelligenceAiagentsRecordsRecordid',
  method: 'POST',
  path: '/intelligence/aiagents/records/{recordId}',
  tags,
  summary: 'Read records of AI agents',
  description: `The rows of a record in a period. ${about}`,
  effect: 'read',
  published: false,
  params: schema.recordPath,
  body: schema.QueryAgentRecordsInput,
  bodyRequired: true,
  status: 200,
  answer: schema.IntelligenceRecordPage,
  errors,
  example: recordsExample,
});
