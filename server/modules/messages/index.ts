/** Messages: what customer and organization say to each other, each in the form of its channel. They are not edited. */
export { selectMessages, selectMessagesById, tables, type MessageRow } from './store.ts';
