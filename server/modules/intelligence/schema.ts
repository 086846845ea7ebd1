import { AnyOf, Csid, Data, DateTime, described, Double, Enumeration, MapOf, Maybe, Named, Nullable, Page, pageQuery, type Static, Type } from '../../base/schema.ts';

/** What a metric or a record is about; each has a query of its own. */
export const categories = ['conversations', 'agents', 'aiagents'] as const;
export const Category = Enumeration(categories);
export type Category = Static<typeof Category>;

export const operators = ['IsOne', 'IsNotOne', 'IsAll', 'IsEmpty', 'IsNotEmpty'] as const;
const Operator = Enumeration(operators);
export type Operator = Static<typeof Operator>;

const FilterDefinition = Named('IntelligenceFilterDefinition', {
  attribute: Type.String(),
  aliases: Type.Array(Type.String(), { description: 'Other names that it answers to.' }),
  type: Type.String({ description: 'Of what its values are, such as `Uuid` or `String`.' }),
  operators: Type.Array(Operator),
  defaultOperator: described(Operator, 'How it compares when the query does not say.'),
  description: Maybe(Type.String()),
});
export type FilterDefinition = Static<typeof FilterDefinition>;

const entry = {
  id: Type.String(),
  name: Type.String({ description: 'What people call it.' }),
  category: Category,
  description: Maybe(Type.String()),
  deprecated: Type.Boolean(),
  primaryFilters: Type.Array(Enumeration(['period', 'conversationIds']), { description: 'By what a query can pick its rows.' }),
  filters: Type.Array(FilterDefinition),
};
const IntelligenceMetric = Named('IntelligenceMetric', {
  ...entry,
  aggregates: Type.Array(Type.String(), { description: 'The keys of its answer.' }),
  records: Type.Array(Type.String(), { description: 'The records it is computed from.' }),
});
export type IntelligenceMetric = Static<typeof IntelligenceMetric>;

const IntelligenceRecord = Named('IntelligenceRecord', {
  ...entry,
  fields: Type.Array(Type.String(), { description: 'The columns of a row.' }),
  metrics: Type.Array(Type.String(), { description: 'The metrics computed from it.' }),
});
export type IntelligenceRecord = Static<typeof IntelligenceRecord>;

const Period = AnyOf(
  [
    Type.Object({ interval: Type.Object({ from: described(DateTime, 'The first moment that counts.'), to: described(DateTime, 'The last moment that counts.') }) }),
    Type.Object({
      preset: Type.String({
        description: '`Today`, `Yesterday`, `LastWeek`, `PreviousMonth`, or `Last7Days` with any number from 2 and any unit up to years. `Last` counts the unit we are in, `Previous` does not.',
      }),
    }),
  ],
  { title: 'IntelligencePeriod' },
);
export type Period = Static<typeof Period>;

const ByPeriod = Named('PeriodPrimaryFilter', { period: Period });
const ByConversations = Named('ConversationIdsPrimaryFilter', { conversationIds: Type.Array(Csid, { description: 'Only these conversations, whenever they were.' }) });
const ConversationPrimaryFilter = AnyOf([ByPeriod, ByConversations], { title: 'ConversationPrimaryFilter' });
export type ConversationPrimaryFilter = Static<typeof ConversationPrimaryFilter>;

const SecondaryFilter = Named('SecondaryFilter', {
  attribute: Type.String(),
  values: Maybe(Type.Array(Type.String())),
  operator: Maybe(described(Operator, 'One of those that the filter takes.')),
});
export type SecondaryFilter = Static<typeof SecondaryFilter>;

const query = {
  filters: Maybe(Type.Array(SecondaryFilter, { description: 'All of them must fit.' })),
  timezone: Type.String({ description: 'An IANA name such as `Europe/Copenhagen`: where days begin and end.' }),
};
const pageLimit = Maybe(Type.Integer({ format: 'int32', minimum: 1, maximum: 1000, default: 50, description: 'How many entries a page holds at most: 1 to 1000. More is refused.' }));
const recordsQuery = {
  ...query,
  pagination: Maybe(Named('PageRequest', { pageKey: Maybe(Type.String({ description: 'From `meta.next` or `meta.previous`. Opaque.' })), pageLimit })),
  includeLabels: Maybe(Type.Boolean({ default: true, description: 'Whether cells say what people call their values.' })),
};

export const QueryConversationMetricInput = Named('QueryConversationMetricInput', { primaryFilter: ConversationPrimaryFilter, ...query });
export type QueryConversationMetricInput = Static<typeof QueryConversationMetricInput>;
export const QueryAgentMetricInput = Named('QueryAgentMetricInput', { primaryFilter: ByPeriod, ...query });
export type QueryAgentMetricInput = Static<typeof QueryAgentMetricInput>;
export const QueryConversationRecordsInput = Named('QueryConversationRecordsInput', { primaryFilter: ConversationPrimaryFilter, ...recordsQuery });
export type QueryConversationRecordsInput = Static<typeof QueryConversationRecordsInput>;
export const QueryAgentRecordsInput = Named('QueryAgentRecordsInput', { primaryFilter: ByPeriod, ...recordsQuery });
export type QueryAgentRecordsInput = Static<typeof QueryAgentRecordsInput>;

/** Every aggregate is there. Of nothing, a count is 0 and the rest null. */
export const IntelligenceMetricData = Data('IntelligenceMetricData', MapOf(Nullable(Double)));

const Cell = Named('IntelligenceCell', {
  value: AnyOf([Type.String(), Double, Type.Boolean(), Type.Array(Type.String())]),
  label: Maybe(Type.String({ description: 'What people call the value.' })),
});
export const IntelligenceRecordPage = Named('IntelligenceRecordPage', {
  data: Type.Array(MapOf(Cell, { description: 'The row by columns; a column without a value is left out.' })),
  meta: Maybe(
    Named('IntelligencePageMeta', {
      next: Maybe(Type.String({ description: 'The key of the next page, to go into `pagination`. No link.' })),
      previous: Maybe(Type.String({ description: 'The key of the page before.' })),
    }),
  ),
});

export const ListIntelligenceMetricsOutput = Page('ListIntelligenceMetricsOutput', IntelligenceMetric);
export const GetIntelligenceMetricOutput = Data('GetIntelligenceMetricOutput', IntelligenceMetric);
export const ListIntelligenceRecordsOutput = Page('ListIntelligenceRecordsOutput', IntelligenceRecord);
export const GetIntelligenceRecordOutput = Data('GetIntelligenceRecordOutput', IntelligenceRecord);

export const catalogueQuery = Type.Object({ category: Maybe(described(Category, 'Only entries of this category.')), ...pageQuery, pageLimit });
export const metricPath = Type.Object({ metricId: Type.String() });
export const recordPath = Type.Object({ recordId: Type.String() });
