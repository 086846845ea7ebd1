import { DateTime, described, Double, Enumeration, Int32, Int64, Maybe, Named, OneOf, type Static, Type, Uuid, Variant } from '../../base/schema.ts';

/** The values that metrics and records are made of: each says its own type. */

export const measures = ['Min', 'Max', 'Sum', 'Count', 'Percentage', 'AgentPresenceDuration', 'StdDev', 'Average'] as const;
export type Measure = (typeof measures)[number];
const Measure = Enumeration(measures);

const PresenceDuration = Named('PresenceDuration', {
  value: Double,
  status: Named('Status', { status: Type.String({ description: 'The presence, such as `Working` or `Away`.' }), description: Maybe(Type.String()) }),
});

/** A count is a whole number; everything else that is measured is told as a fraction, whole numbers included. */
export const AggregateValue = OneOf('AggregateValue', [
  Variant('AgentPresenceDurationValue', {
    value: Maybe(Type.Array(PresenceDuration, { description: 'How long agents were in each presence.' })),
    description: Maybe(Type.String()),
  }),
  Variant('DoubleAggregateValue', { value: Double, measure: Measure }),
  Variant('LongAggregateValue', { value: Int64, measure: Measure }),
]);
export type AggregateValue = Static<typeof AggregateValue>;

const label = Maybe(Type.String({ description: 'What people call it.' }));
const primitives = [
  Variant('BooleanField', { value: Type.Boolean() }),
  Variant('DoubleField', { value: Double }),
  Variant('InstantField', { value: DateTime }),
  Variant('IntField', { value: Int32 }),
  Variant('LongField', { value: Int64 }),
  Variant('StringField', { value: Type.String(), label }),
  Variant('UUIDField', { value: Uuid, label }),
] as const;

export const FieldType = OneOf('FieldType', [
  ...primitives,
  Variant('ListField', { values: Maybe(Type.Array(OneOf('PrimitiveField', primitives))) }),
  Variant('TimestampField', { name: Type.String(), timestamp: described(DateTime, 'A moment with a name of its own.') }),
]);
export type FieldType = Static<typeof FieldType>;
