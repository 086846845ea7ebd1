import { Data, DateTime, described, Int64, Maybe, Named, OneOf, type Static, Type, Uuid, Variant } from '../../base/schema.ts';
import { ErrorBody } from '../../platform/operation.ts';

export const InternalNote = Named('InternalNote', {
  id: Uuid,
  authorId: described(Uuid, 'The agent who wrote it.'),
  createdAt: DateTime,
  csid: described(Int64, 'The number of the conversation.'),
  message: Type.String(),
});
export type InternalNote = Static<typeof InternalNote>;

export const CreateInternalNoteInput = Named('CreateInternalNoteInput', {
  message: Type.String(),
  agentId: Maybe(described(Uuid, 'The author; the owner of the token when left out.')),
  createdAt: Maybe(described(DateTime, 'When it was written, if not now. It may lie in the past.')),
});
export type CreateInternalNoteInput = Static<typeof CreateInternalNoteInput>;

export const BulkCreateInternalNoteInput = Named('BulkCreateInternalNoteInput', { data: Maybe(Type.Array(CreateInternalNoteInput)) });

/** What became of one note of many. */
export const BulkNoteOutcome = OneOf('BulkNoteOutcome', [Variant('BulkActionFailure', { error: ErrorBody }), Variant('BulkActionSuccess', { data: InternalNote })]);
export type BulkNoteOutcome = Static<typeof BulkNoteOutcome>;

export const CreateNoteOutput = Data('CreateNoteOutput', InternalNote);
export const ListInternalNotesOutput = Data('ListInternalNotesOutput', Type.Array(InternalNote));
export const BulkCreateNoteOutput = Data('BulkCreateNoteOutput', Type.Array(BulkNoteOutcome));
