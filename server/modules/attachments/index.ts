/** Attachments: files that messages name by URL, fetched in the background and kept as private files of ours. */
export { AttachmentCopies, COPY_TIMER } from './copies.ts';
export const tables = [] as const;
