import { operation, type Operation } from '../../platform/operation.ts';
import { addNote, addNotes, listNotes } from './actions.ts';
import * as calls from './calls.ts';
import { viewNote } from './view.ts';

export const noteOperations: readonly Operation[] = [
  operation({
    ...calls.postConversationsConversationidNotes,
    handle: async (ctx, { actor, params, body }) => ({ data: viewNote(await addNote(ctx, actor, params.conversationId, body)) }),
  }),
  operation({
    ...calls.postConversationsConversationidNotesBulk,
    handle: async (ctx, { actor, params, body }) => {
      const outcomes = await addNotes(ctx, actor, params.conversationId, body.data ?? []);
      return {
        data: outcomes.map((outcome) =>
          'error' in outcome ? { error: { message: outcome.error }, _type: 'BulkActionFailure' as const } : { data: viewNote(outcome), _type: 'BulkActionSuccess' as const },
        ),
      };
    },
  }),
  operation({
    ...calls.getConversationsConversationidNotes,
    handle: async (ctx, { actor, params }) => ({ data: (await listNotes(ctx, actor, params.conversationId)).map(viewNote) }),
  }),
];
