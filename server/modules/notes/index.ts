/** Internal notes: what agents and programs tell each other about a conversation. Customers never see them; they are not edited. */
export { addNote } from './actions.ts';
export { selectNotesById, tables, type NoteRow } from './store.ts';
