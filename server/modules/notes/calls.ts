import { sample } from '../../base/sample.ts';
import { conversationPath } from '../../base/wire.ts';
import { describeCall } from '../../platform/operation.ts';
import { BulkCreateInternalNoteInput, BulkCreateNoteOutput, CreateInternalNoteInput, CreateNoteOutput, ListInternalNotesOutput } from './schema.ts';

const exampleNote = {
  id: sample.noteId,
  authorId: sample.agentId,
  createdAt: '2026-03-02T10:15:04.120Z',
  csid: sample.conversationId,
  message: 'The frame left the workshop on Friday; the courier has it.',
};

export const postConversationsConversationidNotes = describeCall({
  id: 'postConversationsConversationidNotes',
  method: 'POST',
  path: '/conversations/{conversationId}/notes',
  tags: ['Conversations', 'Internal Notes'],
  summary: 'Add an internal note',
  description: 'Adds a note that agents see and the customer does not. Without `agentId` the owner of the token is its author.',
  effect: 'write',
  params: conversationPath,
  body: CreateInternalNoteInput,
  bodyRequired: true,
  status: 200,
  answer: CreateNoteOutput,
  errors: [400, 404, 500],
  example: { body: { message: exampleNote.message, agentId: sample.agentId }, answer: { data: exampleNote } },
});

export const postConversationsConversationidNotesBulk = describeCall({
  id: 'postConversationsConversationidNotesBulk',
  method: 'POST',
  path: '/conversations/{conversationId}/notes/bulk',
  tags: ['Conversations', 'Internal Notes'],
  summary: 'Add several internal notes',
  description: 'Adds each note by itself: one that cannot be added does not stop the others. The answer says for each, in the order sent, what became of it.',
  effect: 'write',
  params: conversationPath,
  body: BulkCreateInternalNoteInput,
  bodyRequired: true,
  status: 200,
  answer: BulkCreateNoteOutput,
  errors: [400, 404, 500],
  example: {
    body: {
      data: [
        { message: exampleNote.message, agentId: sample.agentId },
        { message: 'Called twice, no reply.', agentId: sample.customerId },
      ],
    },
    answer: {
      data: [
        { data: exampleNote, _type: 'BulkActionSuccess' },
        { error: { message: 'agentId: User is not agent/admin' }, _type: 'BulkActionFailure' },
      ],
    },
  },
});

export const getConversationsConversationidNotes = describeCall({
  id: 'getConversationsConversationidNotes',
  method: 'GET',
  path: '/conversations/{conversationId}/notes',
  tags: ['Conversations', 'Internal Notes'],
  summary: 'List internal notes',
  description: 'All notes of a conversation, oldest first.',
  effect: 'read',
  params: conversationPath,
  status: 200,
  answer: ListInternalNotesOutput,
  errors: [400, 404, 500],
  example: { answer: { data: [exampleNote] } },
});
