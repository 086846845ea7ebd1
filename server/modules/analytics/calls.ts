import { sample } from '../../base/sample.ts';
import { describeCall } from '../../platform/operation.ts';
import * as schema from './schema.ts';

const tags = ['Analytics'];
const errors = [400, 500];
const timezone = 'Europe/Copenhagen';

const closedFilters = [
  { filterAttribute: 'queue_id', description: 'The queue that the conversation was in' },
  { filterAttribute: 'channel', description: 'The channel that it began on' },
];
const filters = [{ filterAttribute: 'agent_id', description: 'The agent of the conversation' }, ...closedFilters];

const metric = {
  id: 'csat',
  description: 'Satisfied customers: ratings of 4 and 5 among all, in percent',
  filters,
  aggregations: [{ measure: 'Percentage', description: 'Share in percent' }],
  relatedRecordIds: ['ratings'],
};
const otherMetric = {
  id: 'closed_conversations',
  description: 'Conversations that were closed',
  filters: closedFilters,
  aggregations: [{ measure: 'Count', description: 'How many there were' }],
  relatedRecordIds: ['closed_conversations'],
};
const record = {
  id: 'ratings',
  description: 'One row for each rating',
  filters,
  relatedMetricIds: ['csat'],
  fieldsMetadata: [
    { field: 'csid', description: 'The number of the conversation', nullable: false },
    { field: 'queue', description: 'The queue that the conversation was in', nullable: true },
  ],
};
const row = {
  primaryTimestampField: { name: 'rated_at', timestamp: '2026-03-02T10:15:04.120Z' },
  value: { _type: 'LongField', value: 5 },
  fields: [
    { name: 'csid', field: { _type: 'LongField', value: sample.conversationId } },
    { name: 'queue', field: { _type: 'UUIDField', value: sample.queueId, label: 'Orders and delivery' } },
  ],
};

export const getAnalyticsMetrics = describeCall({
  id: 'getAnalyticsMetrics',
  method: 'GET',
  path: '/analytics/metrics',
  tags,
  refusesInOneText: true,
  summary: 'List metrics',
  description: 'The catalogue of metrics: what can be counted and measured, by which filters, and which records lie behind it.',
  effect: 'read',
  query: schema.pages,
  status: 200,
  answer: schema.GetMetricsOutput,
  errors,
  example: { answer: { data: [metric, otherMetric] } },
});

export const getAnalyticsMetricsMetricid = describeCall({
  id: 'getAnalyticsMetricsMetricid',
  method: 'GET',
  path: '/analytics/metrics/{metricId}',
  tags,
  refusesInOneText: true,
  summary: 'Describe a metric',
  description: 'One metric of the catalogue. An id that is not in it is refused with 400.',
  effect: 'read',
  params: schema.metricPath,
  status: 200,
  answer: schema.GetMetricOutput,
  errors,
  example: { answer: { data: metric } },
});

export const postAnalyticsMetrics = describeCall({
  id: 'postAnalyticsMetrics',
  method: 'POST',
  path: '/analytics/metrics',
  tags,
  refusesInOneText: true,
  summary: 'Compute a metric',
  description: 'Computes a metric over a period, or over certain conversations. Both at once: the period counts; neither: everything. Changes nothing.',
  effect: 'read',
  body: schema.GetMetricDataInput,
  accepts: schema.AcceptedMetricInput,
  bodyRequired: true,
  status: 200,
  answer: schema.GetMetricDataOutput,
  errors,
  example: {
    body: {
      id: otherMetric.id,
      periodFilter: { _type: 'Preset', value: { _type: 'PreviousWeek' } },
      filters: [{ attribute: 'channel', values: ['email'] }],
      aggregations: ['Count'],
      timezone,
    },
    answer: { data: { id: otherMetric.id, aggregates: [{ _type: 'LongAggregateValue', value: 128, measure: 'Count' }] } },
  },
});

export const getAnalyticsRecords = describeCall({
  id: 'getAnalyticsRecords',
  method: 'GET',
  path: '/analytics/records',
  tags,
  refusesInOneText: true,
  summary: 'List records',
  description: 'The catalogue of records: the rows from which metrics are computed, with their columns and filters.',
  effect: 'read',
  query: schema.pages,
  status: 200,
  answer: schema.GetMetricRecordsOutput,
  errors,
  example: { answer: { data: [record] } },
});

export const getAnalyticsRecordsRecordid = describeCall({
  id: 'getAnalyticsRecordsRecordid',
  method: 'GET',
  path: '/analytics/records/{recordId}',
  tags,
  refusesInOneText: true,
  summary: 'Describe a record',
  description: 'One record of the catalogue. An id that is not in it is refused with 400.',
  effect: 'read',
  params: schema.recordPath,
  status: 200,
  answer: schema.GetMetricRecordOutput,
  errors,
  example: { answer: { data: record } },
});

export const postAnalyticsRecords = describeCall({
  id: 'postAnalyticsRecords',
  method: 'POST',
  path: '/analytics/records',
  tags,
  refusesInOneText: true,
  summary: 'Read the rows of a record',
  description: 'The rows of a record in a period, or of certain conversations. For the next page the same body is sent again with its key. Changes nothing.',
  effect: 'read',
  query: schema.pages,
  body: schema.GetMetricRecordsDataInput,
  accepts: schema.AcceptedRecordsInput,
  bodyRequired: true,
  status: 200,
  answer: schema.GetMetricRecordsDataOutput,
  errors,
  example: {
    body: {
      id: record.id,
      periodFilter: { _type: 'Interval', start: '2026-03-01T00:00:00.000Z', end: '2026-03-31T23:59:59.999Z' },
      filters: [{ attribute: 'queue_id', values: [sample.queueId] }],
      timezone,
    },
    answer: { data: [row] },
  },
});

export const getAnalyticsFilterFilterattribute = describeCall({
  id: 'getAnalyticsFilterFilterattribute',
  method: 'GET',
  path: '/analytics/filter/{filterAttribute}',
  tags,
  refusesInOneText: true,
  summary: 'List the values of a filter',
  description: 'What can be filtered for by an attribute, for all metrics and records alike. An attribute that there is not is refused with 400.',
  effect: 'read',
  params: schema.filterPath,
  query: schema.pages,
  status: 200,
  answer: schema.GetFilterValuesOutput,
  errors,
  example: {
    answer: {
      data: [
        { value: 'CONTACT_FORM', label: 'Contact form' },
        { value: 'EMAIL', label: 'Email' },
      ],
    },
  },
});
