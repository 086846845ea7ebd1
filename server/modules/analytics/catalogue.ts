import { channelCodes } from './rules.ts';
import type { MetricMetadata, MetricRecord } from './schema.ts';
import type { FactRow, FactSource } from './store.ts';
import type { Measure } from './value-schema.ts';

/** Filters that every metric and record shares; those without an agent leave the first one out. */
const filterTexts: Readonly<Record<string, string>> = {
  agent_id: 'The agent concerned',
  queue_id: 'The queue that the conversation was in',
  channel: 'The channel of the conversation',
  initial_direction: 'Who began the conversation',
  tag_id: 'A tag that the conversation bears',
  contact_point: 'The address, number or widget it came through',
};
export const attributes = Object.keys(filterTexts);

const measureTexts: Readonly<Record<Measure, string>> = {
  Count: 'How many there were',
  Percentage: 'Share in percent',
  Min: 'The smallest',
  Max: 'The largest',
  Sum: 'All together',
  Average: 'The mean',
  StdDev: 'The standard deviation',
  AgentPresenceDuration: 'How long agents were in each presence',
};

export interface Metric {
  readonly id: string;
  readonly description: string;
  readonly source: FactSource;
  readonly measures: readonly Measure[];
  readonly filters: readonly string[];
  readonly records: readonly string[];
  /** Values are counted for each agent first, then measured over the agents. */
  readonly perAgent?: boolean;
  /** What Percentage means: the share of these values, less the share of those. */
  readonly share?: { readonly of: readonly number[]; readonly less?: readonly number[] };
}

const withoutAgent = attributes.filter((attribute) => attribute !== 'agent_id');
const durations: readonly Measure[] = ['Average', 'Min', 'Max', 'Sum', 'StdDev', 'Count'];
const csat: FactSource = { kind: 'rated', detail: 'Csat', measured: 'value' };
const nps: FactSource = { kind: 'rated', detail: 'Nps', measured: 'value' };

/** The metrics that are computed, each from one kind of fact. Durations are in milliseconds. */
export const metrics: readonly Metric[] = [
  {
    id: 'csat',
    description: 'Satisfied customers: ratings of 4 and 5 among all, in percent',
    source: csat,
    measures: ['Percentage', 'Count', 'Average'],
    filters: attributes,
    records: ['ratings'],
    share: { of: [4, 5] },
  },
  {
    id: 'nps',
    description: 'Net promoter score: the share of 9 and 10 less the share of 0 to 6, in percent',
    source: nps,
    measures: ['Percentage', 'Count', 'Average'],
    filters: attributes,
    records: ['ratings'],
    share: { of: [9, 10], less: [0, 1, 2, 3, 4, 5, 6] },
  },
  { id: 'closed_conversations', description: 'Conversations that were closed', source: { kind: 'closed' }, measures: ['Count'], filters: withoutAgent, records: ['closed_conversations'] },
  { id: 'created_conversations', description: 'Conversations that began', source: { kind: 'created' }, measures: ['Count'], filters: withoutAgent, records: ['created_conversations'] },
  { id: 'reopened_conversations', description: 'Closed conversations that were opened again', source: { kind: 'reopened' }, measures: ['Count'], filters: withoutAgent, records: [] },
  {
    id: 'first_response_time',
    description: 'From the beginning of an inbound conversation to the first answer of an agent, in milliseconds',
    source: { kind: 'first_response', measured: 'value' },
    measures: durations,
    filters: attributes,
    records: ['first_responses'],
  },
  {
    id: 'resolution_time',
    description: 'From the beginning of a conversation to its closing, in milliseconds',
    source: { kind: 'closed', measured: 'value' },
    measures: durations,
    filters: attributes,
    records: ['closed_conversations'],
  },
  {
    id: 'messages_per_conversation',
    description: 'Messages that conversations had when they were closed',
    source: { kind: 'closed', measured: 'messages' },
    measures: durations,
    filters: attributes,
    records: ['closed_conversations'],
  },
  {
    id: 'queue_waiting_time',
    description: 'From entering a queue to an agent, in milliseconds',
    source: { kind: 'assigned', measured: 'value' },
    measures: durations,
    filters: attributes,
    records: ['assignments'],
  },
  {
    id: 'conversation_assignments_per_agent',
    description: 'Conversations that agents were given. Count is the number of agents, Sum all that they were given',
    source: { kind: 'assigned' },
    measures: ['Count', 'Sum', 'Average', 'Min', 'Max', 'StdDev'],
    filters: attributes,
    records: ['assignments'],
    perAgent: true,
  },
  {
    id: 'transfers',
    description: 'Conversations that were moved to a queue; its filter looks at the new one',
    source: { kind: 'transferred' },
    measures: ['Count'],
    filters: withoutAgent,
    records: [],
  },
];

type Fields = MetricRecord['fields'];

export interface RecordKind {
  readonly id: string;
  readonly description: string;
  readonly source: FactSource;
  readonly timestamp: string;
  readonly filters: readonly string[];
  readonly metrics: readonly string[];
  readonly fields: readonly { readonly field: string; readonly description: string; readonly nullable: boolean; readonly read: (row: FactRow) => Fields[number]['field'] | undefined }[];
}

const text = (value: string | null, label?: string): Fields[number]['field'] | undefined => (value === null ? undefined : { _type: 'StringField', value, ...(label === undefined ? {} : { label }) });
const uuid = (value: string | null, label: string | null): Fields[number]['field'] | undefined => (value === null ? undefined : { _type: 'UUIDField', value, ...(label === null ? {} : { label }) });
const labels = new Map(Object.values(channelCodes).map(({ code, label }) => [code, label]));
const capitalized = (code: string): string => code.slice(0, 1) + code.slice(1).toLowerCase();

/**
 * The columns of all records. The published catalogue names the number of the conversation `conversation_id`, the
 * published rows name it `csid`: whoever was written after either finds it. @param agent whom the agent's column names.
 */
const columns = (agent: string): RecordKind['fields'] => [
  { field: 'csid', description: 'The number of the conversation', nullable: false, read: (row) => ({ _type: 'LongField', value: row.conversation_id }) },
  { field: 'conversation_id', description: 'The same number', nullable: false, read: (row) => ({ _type: 'LongField', value: row.conversation_id }) },
  { field: 'channel', description: 'The channel of the conversation', nullable: false, read: (row) => text(row.channel, labels.get(row.channel)) },
  { field: 'initial_direction', description: 'Who began the conversation', nullable: true, read: (row) => text(row.direction, row.direction === null ? undefined : capitalized(row.direction)) },
  { field: 'contact_point', description: 'The address, number or widget it came through', nullable: true, read: (row) => text(row.contact_point, row.contact_point ?? undefined) },
  { field: 'queue_id', description: 'The queue that the conversation was in', nullable: true, read: (row) => uuid(row.queue_id, row.queue_name) },
  { field: 'agent_id', description: agent, nullable: true, read: (row) => uuid(row.agent_id, row.agent_name) },
];

export const records: readonly RecordKind[] = [
  {
    id: 'ratings',
    description: 'One row for each rating that a customer gave',
    source: { kind: 'rated' },
    timestamp: 'rated_at',
    filters: attributes,
    metrics: ['csat', 'nps'],
    fields: [
      ...columns('The agent who was rated'),
      { field: 'rating_type', description: 'Csat, Nps or ThumbsUpOrDown', nullable: false, read: (row) => text(row.detail) },
      { field: 'comment', description: 'What the customer said besides', nullable: true, read: (row) => text(row.comment) },
    ],
  },
  {
    id: 'closed_conversations',
    description: 'One row for each closing of a conversation; its value is the time since the beginning in milliseconds',
    source: { kind: 'closed' },
    timestamp: 'closed_at',
    filters: withoutAgent,
    metrics: ['closed_conversations', 'resolution_time', 'messages_per_conversation'],
    fields: [
      ...columns('The agent who closed it'),
      { field: 'closed_at', description: 'When it was closed', nullable: false, read: (row) => ({ _type: 'InstantField', value: row.at }) },
      { field: 'closed_by', description: 'Agent, Enduser or Unknown', nullable: false, read: (row) => text(row.detail) },
      { field: 'messages', description: 'How many messages it had', nullable: true, read: (row) => (row.messages === null ? undefined : { _type: 'IntField', value: row.messages }) },
    ],
  },
  {
    id: 'created_conversations',
    description: 'One row for each conversation that began',
    source: { kind: 'created' },
    timestamp: 'created_at',
    filters: withoutAgent,
    metrics: ['created_conversations'],
    fields: columns('Nobody yet'),
  },
  {
    id: 'first_responses',
    description: 'One row for the first answer to each inbound conversation; its value is the time since the beginning in milliseconds',
    source: { kind: 'first_response' },
    timestamp: 'responded_at',
    filters: attributes,
    metrics: ['first_response_time'],
    fields: columns('The agent who answered'),
  },
  {
    id: 'assignments',
    description: 'One row for each time an agent was given a conversation; its value, where it waited in a queue before, is that wait in milliseconds',
    source: { kind: 'assigned' },
    timestamp: 'assigned_at',
    filters: attributes,
    metrics: ['conversation_assignments_per_agent', 'queue_waiting_time'],
    fields: columns('The agent whom it was given to'),
  },
];

const filtersOf = (names: readonly string[]) => names.map((filterAttribute) => ({ filterAttribute, description: filterTexts[filterAttribute]! }));

export const describeMetric = (metric: Metric): MetricMetadata => ({
  id: metric.id,
  description: metric.description,
  filters: filtersOf(metric.filters),
  aggregations: metric.measures.map((measure) => ({ measure, description: measureTexts[measure] })),
  relatedRecordIds: [...metric.records],
});

export const describeRecord = (record: RecordKind) => ({
  id: record.id,
  description: record.description,
  filters: filtersOf(record.filters),
  relatedMetricIds: [...record.metrics],
  fieldsMetadata: record.fields.map(({ field, description, nullable }) => ({ field, description, nullable })),
});
