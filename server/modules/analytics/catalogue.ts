import type { MetricMetadata, MetricRecord } from './schema.ts';
import type { FactRow, FactSource } from './store.ts';
import type { Measure } from './value-schema.ts';

/** Filters that every metric and record shares; those without an agent leave the first one out. */
const filterTexts: Readonly<Record<string, string>> = {
  agent_id: 'The agent concerned',
  queue_id: 'The queue of the conversation',
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

/** The metrics that are computed, each from one kind of fact. Durations are in milliseconds. */
export const metrics: readonly Metric[] = [
  { id: 'csat', description: 'Satisfied customers: ratings of 4 and 5 among all, in percent', source: 'csat', measures: ['Percentage', 'Count', 'Average'], filters: attributes, records: ['ratings'], share: { of: [4, 5] } },
  { id: 'nps', description: 'Net promoter score: the share of 9 and 10 less the share of 0 to 6, in percent', source: 'nps', measures: ['Percentage', 'Count', 'Average'], filters: attributes, records: ['ratings'], share: { of: [9, 10], less: [0, 1, 2, 3, 4, 5, 6] } },
  { id: 'closed_conversations', description: 'Conversations that were closed', source: 'closed', measures: ['Count'], filters: withoutAgent, records: ['closed_conversations'] },
  { id: 'created_conversations', description: 'Conversations that began', source: 'created', measures: ['Count'], filters: withoutAgent, records: ['created_conversations'] },
  { id: 'reopened_conversations', description: 'Conversations that were opened again', source: 'reopened', measures: ['Count'], filters: withoutAgent, records: [] },
  { id: 'first_response_time', description: 'From the beginning of an inbound conversation to the first answer of an agent, in milliseconds', source: 'first_response', measures: durations, filters: attributes, records: [] },
  { id: 'resolution_time', description: 'From the beginning of a conversation to its closing, in milliseconds', source: 'closed', measures: durations, filters: withoutAgent, records: ['closed_conversations'] },
  { id: 'conversation_assignments_per_agent', description: 'Conversations that agents were given. Count is the number of agents, Sum all that they were given', source: 'assigned', measures: ['Count', 'Sum', 'Average', 'Min', 'Max', 'StdDev'], filters: attributes, records: ['assignments'], perAgent: true },
  { id: 'messages_added', description: 'Messages of customers and agents', source: 'message', measures: ['Count'], filters: withoutAgent, records: [] },
  { id: 'transfers', description: 'Conversations that were moved to a queue', source: 'transferred', measures: ['Count'], filters: withoutAgent, records: [] },
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

const text = (value: string | null): Fields[number]['field'] | undefined => (value === null ? undefined : { _type: 'StringField', value });
const uuid = (value: string | null, label: string | null): Fields[number]['field'] | undefined =>
  value === null ? undefined : { _type: 'UUIDField', value, ...(label === null ? {} : { label }) };

const common: RecordKind['fields'] = [
  { field: 'csid', description: 'The number of the conversation', nullable: false, read: (row) => ({ _type: 'LongField', value: row.conversation_id }) },
  { field: 'channel', description: 'The channel of the conversation', nullable: false, read: (row) => text(row.channel_code) },
  { field: 'initial_direction', description: 'Who began the conversation', nullable: true, read: (row) => text(row.direction?.toUpperCase() ?? null) },
  { field: 'queue_id', description: 'The queue of the conversation', nullable: true, read: (row) => uuid(row.queue_id, row.queue_name) },
  { field: 'agent_id', description: 'The agent concerned', nullable: true, read: (row) => uuid(row.agent_id, row.agent_name) },
];

export const records: readonly RecordKind[] = [
  {
    id: 'ratings',
    description: 'One row for each rating that a customer gave',
    source: 'rated',
    timestamp: 'rated_at',
    filters: attributes,
    metrics: ['csat', 'nps'],
    fields: [
      ...common,
      { field: 'rating_type', description: 'Csat, Nps or ThumbsUpOrDown', nullable: false, read: (row) => text(row.rating_type) },
      { field: 'comment', description: 'What the customer said besides', nullable: true, read: (row) => text(row.comment) },
    ],
  },
  {
    id: 'closed_conversations',
    description: 'One row for each closing of a conversation',
    source: 'closed',
    timestamp: 'closed_at',
    filters: withoutAgent,
    metrics: ['closed_conversations', 'resolution_time'],
    fields: [...common, { field: 'closed_by', description: 'Agent, Enduser or Unknown', nullable: false, read: (row) => text(row.actor_kind) }],
  },
  { id: 'created_conversations', description: 'One row for each conversation that began', source: 'created', timestamp: 'created_at', filters: withoutAgent, metrics: ['created_conversations'], fields: common },
  { id: 'assignments', description: 'One row for each time an agent was given a conversation', source: 'assigned', timestamp: 'assigned_at', filters: attributes, metrics: ['conversation_assignments_per_agent'], fields: common },
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
