import { DateTime, described, Enumeration, Int64, Maybe, OneOf, type Static, type TSchema, Type, Variant } from '../../base/schema.ts';

/** How a condition compares its field. Operators of one name differ in what they compare with. */

const IsEmpty = Variant('IsEmpty', {});
const IsNotEmpty = Variant('IsNotEmpty', {});

const ids = { values: Maybe(Type.Array(Type.String())) };
const IsOneOfIds = Variant('IsOneOf', ids);
const IsNotOneOfIds = Variant('IsNotOneOf', ids);

/** Being one of a closed list of words, or none of them. */
function ofWords<S extends TSchema>(title: string, word: S) {
  const words = { values: Type.Array(word) };
  return OneOf(title, [Variant('IsNotOneOf', words), Variant('IsOneOf', words)]);
}

export const IdOperator = OneOf('FieldHasSingleValueOperator', [IsNotOneOfIds, IsOneOfIds]);

export const IdOrEmptyOperator = OneOf('FieldCanHaveSingleValueOrBeEmptyOperator', [IsEmpty, IsNotEmpty, IsNotOneOfIds, IsOneOfIds]);

export const IdsOrEmptyOperator = OneOf('FieldCanHaveMultipleValuesOrBeEmptyOperator', [
  Variant('ExcludesAll', ids),
  Variant('ExcludesOne', ids),
  Variant('IncludesAll', ids),
  Variant('IncludesOne', ids),
  IsEmpty,
  IsNotEmpty,
]);

const attributeValues = {
  values: Maybe(Type.Array(Type.Array(Type.String()), { description: 'Each value is a list: the path of options from the top down, or one text.' })),
};

export const CustomAttributeOperator = OneOf('CustomAttributeOperator', [IsEmpty, IsNotEmpty, Variant('IsNotOneOf', attributeValues), Variant('IsOneOf', attributeValues)]);

export const ChannelOperator = ofWords(
  'ChannelOperator',
  Enumeration([
    'email',
    'contactform',
    'chat',
    'dixamessenger',
    'phone',
    'voicemail',
    'callback',
    'sms',
    'facebookmessenger',
    'whatsapp',
    'adachat',
    'digitalgeniuschat',
    'kindlychat',
    'genericapimessaging',
    'trustpilot',
    'yotpo',
  ]),
);

export const DirectionOperator = ofWords('DirectionOperator', Enumeration(['inbound', 'outbound', 'internal']));

export const StatusOperator = ofWords('StatusOperator', Enumeration(['open', 'closed', 'pending']));

export const TimestampOperator = OneOf('TimestampOperator', [
  Variant('Between', { timestampFrom: DateTime, timestampTo: DateTime }),
  Variant('Since', { timestamp: DateTime }),
  Variant('Until', { timestamp: DateTime }),
]);
export type TimestampOperator = Static<typeof TimestampOperator>;

const milliseconds = described(Int64, 'In milliseconds.');

export const DurationOperator = OneOf('DurationOperator', [
  Variant('Between', { min: milliseconds, max: milliseconds }),
  Variant('LongerThanOrEqualTo', { duration: milliseconds }),
  Variant('ShorterThanOrEqualTo', { duration: milliseconds }),
]);
export type DurationOperator = Static<typeof DurationOperator>;
