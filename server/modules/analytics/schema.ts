import { AnyOf, Csid, Data, DateTime, described, Enumeration, Maybe, Named, OneOf, Page, PaginationLinks, pageQuery, type Static, Type, Variant } from '../../base/schema.ts';
import { AggregateValue, FieldType, measures } from './value-schema.ts';

const Measure = Enumeration(measures);
const filters = Type.Array(
  Named('FilterMetadata', {
    filterAttribute: Type.String({ description: 'What it looks at, such as `queue_id`. Its values have a call of their own.' }),
    description: Maybe(Type.String()),
  }),
  { description: 'By what the conversations can be narrowed down.' },
);
const relatedIds = (what: string) => Type.Array(Type.String(), { description: `The ${what} about the same thing; empty when there are none.` });

const MetricMetadata = Named('MetricMetadata', {
  id: Type.String(),
  description: Maybe(Type.String()),
  filters,
  aggregations: Type.Array(Named('AggregateMetadata', { measure: Measure, description: Maybe(Type.String()) }), { description: 'What can be told of it.' }),
  relatedRecordIds: relatedIds('records'),
});
export type MetricMetadata = Static<typeof MetricMetadata>;

const MetricRecordMetadata = Named('MetricRecordMetadata', {
  id: Type.String(),
  description: Type.String(),
  filters,
  relatedMetricIds: relatedIds('metrics'),
  fieldsMetadata: Type.Array(Named('FieldMetadata', { field: Type.String(), description: Type.String(), nullable: Type.Boolean({ description: 'Whether a row may be without it.' }) }), {
    description: 'What a row says.',
  }),
});
export type MetricRecordMetadata = Static<typeof MetricRecordMetadata>;

/** Spans of the calendar in the time zone of the request; a week begins on Monday. */
export const presets = ['Today', 'Yesterday', 'ThisWeek', 'PreviousWeek', 'ThisMonth', 'PreviousMonth', 'ThisQuarter', 'PreviousQuarter', 'ThisYear', 'PreviousYear'] as const;
export type PresetName = (typeof presets)[number];
const PresetName = Enumeration(presets);

const PeriodFilter = OneOf('PeriodFilter', [
  Variant('Interval', { start: described(DateTime, 'The first moment that counts.'), end: described(DateTime, 'The last moment that counts.') }),
  Variant('Preset', { value: AnyOf([Type.Object({ _type: PresetName }), PresetName]) }),
]);
export type PeriodFilter = Static<typeof PeriodFilter>;

const Filter = Named('Filter', {
  attribute: Type.String({ description: 'One that the description of the metric or record names. Those of other metrics are passed over; an unknown one is refused with 400.' }),
  values: Maybe(Type.Array(Type.String(), { description: 'Any of these fits, whatever its letter case. None at all: no restriction.' })),
});
export type Filter = Static<typeof Filter>;

const id = (what: string) => Type.String({ description: `The ${what}, by its id in the catalogue.` });
const csidFilter = Maybe(Type.Array(Csid, { minItems: 1, description: 'Only these conversations.' }));
const shared = {
  filters: Maybe(Type.Array(Filter, { description: 'All of them must fit.' })),
  timezone: Type.String({ description: 'An IANA name such as `Europe/Copenhagen`: where days begin and end.' }),
};
const metricInput = {
  id: id('metric'),
  ...shared,
  aggregations: Maybe(Type.Array(Measure, { description: 'What to tell; everything the metric has when left out.' })),
};
const recordsInput = { id: id('record'), ...shared };

/** Either a period or conversations. The members have no `_type`: whichever is there tells. */
export const GetMetricDataInput = AnyOf(
  [Named('GetMetricDataInputPeriodFilter', { ...metricInput, periodFilter: PeriodFilter }), Named('GetMetricDataInputCsidFilter', { ...metricInput, csidFilter })],
  { title: 'GetMetricDataInput' },
);
export const GetMetricRecordsDataInput = AnyOf(
  [Named('GetMetricRecordsDataInputPeriodFilter', { ...recordsInput, periodFilter: PeriodFilter }), Named('GetMetricRecordsDataInputCsidFilter', { ...recordsInput, csidFilter })],
  { title: 'GetMetricRecordsDataInput' },
);

/** What validates in their place: a period with a fault in it would pass as a body without a period. The period goes first when both are there. */
const scope = { periodFilter: Maybe(PeriodFilter), csidFilter };
export const AcceptedMetricInput = Type.Object({ ...metricInput, ...scope });
export type AcceptedMetricInput = Static<typeof AcceptedMetricInput>;
export const AcceptedRecordsInput = Type.Object({ ...recordsInput, ...scope });
export type AcceptedRecordsInput = Static<typeof AcceptedRecordsInput>;

const MetricData = Named('MetricData', { id: Type.String(), aggregates: Type.Array(AggregateValue) });
export type MetricData = Static<typeof MetricData>;

const MetricRecord = Named('MetricRecord', {
  primaryTimestampField: Named('PrimaryTimestampField', { name: Type.String({ description: 'Which moment of the row the period looks at.' }), timestamp: DateTime }),
  value: Maybe(FieldType),
  fields: Type.Array(Named('Field', { name: Type.String(), field: Maybe(FieldType) }), { description: 'The columns; one without a value has no `field`.' }),
});
export type MetricRecord = Static<typeof MetricRecord>;

const FilterValue = Named('FilterValue', { value: Type.String({ description: 'What goes into a filter.' }), label: Maybe(Type.String({ description: 'What people call it.' })) });
export type FilterValue = Static<typeof FilterValue>;

export const GetMetricsOutput = Page('GetMetricsOutput', MetricMetadata);
export const GetMetricOutput = Data('GetMetricOutput', MetricMetadata);
export const GetMetricDataOutput = Data('GetMetricDataOutput', MetricData);
export const GetMetricRecordsOutput = Page('GetMetricRecordsOutput', MetricRecordMetadata);
export const GetMetricRecordOutput = Data('GetMetricRecordOutput', MetricRecordMetadata);
export const GetMetricRecordsDataOutput = Named('GetMetricRecordsDataOutput', {
  data: Type.Array(MetricRecord),
  meta: Maybe(PaginationLinks),
  pageKey: Maybe(Type.String({ description: 'The key of the next page, as it stands in `meta.next`; absent on the last page.' })),
});
export const GetFilterValuesOutput = Page('GetFilterValuesOutput', FilterValue);

export const pages = Type.Object(pageQuery);
export const metricPath = Type.Object({ metricId: id('metric') });
export const recordPath = Type.Object({ recordId: id('record') });
export const filterPath = Type.Object({ filterAttribute: Type.String({ description: 'An attribute that a metric or a record can be filtered by.' }) });
