import { Named, OneOf, type Static, type TSchema, Maybe, Type, Variant } from './schema.ts';

/** How calls for many answer: one outcome for each item, in the order sent. */

const message = Type.String({ description: 'What was wrong, in a sentence.' });
const id = Type.String({ description: 'The item it is about; of a new item the id that it would have got.' });

/** Why one item of many was not done. */
export const BulkError = OneOf('BulkError', [
  Variant('EmptyPatchSet', { id, message }),
  Variant('ErrorResponse', { message }),
  Variant('Infrastructure', { id, message }),
  Variant('Integrity', { id, message }),
  Variant('InvalidArgument', { message }),
  Variant('NotFound', { id, message }),
  Variant('Validation', { id: Maybe(id), message }),
]);
export type BulkError = Static<typeof BulkError>;

/** What became of one item of many: done, with the item, or not. */
export const bulkOutcome = <S extends TSchema>(item: S) => OneOf('BulkActionOutcome', [Variant('BulkActionFailure', { error: BulkError }), Variant('BulkActionSuccess', { data: item })]);

/** The answer of a call for many. */
export const bulkOutput = <S extends TSchema>(title: string, item: S) => Named(title, { data: Maybe(Type.Array(bulkOutcome(item))) });

export const bulkFailure = (error: BulkError) => ({ error, _type: 'BulkActionFailure' as const });
export const bulkSuccess = <T>(data: T) => ({ data, _type: 'BulkActionSuccess' as const });
