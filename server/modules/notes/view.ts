import type { NoteRow } from './store.ts';

export const viewNote = (row: NoteRow) => ({ id: row.id, authorId: row.author_id, createdAt: row.created_at, csid: row.conversation_id, message: row.message });
