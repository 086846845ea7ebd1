/**
 * Files: what we keep of attachments and pictures. The row says what a file is and who may fetch it; the bytes lie in the
 * store under a key that nobody outside learns. A file is written once and never changed; it is public or private for
 * good. Only pictures, told by their bytes, ever have a type that a browser shows.
 */
export { dropBytes, fileUrl, putFile, REMOVE_BYTES_TIMER, removeBytes, removeFiles, removeFilesOfConversation, removeFilesOfMessages, storeFile, type NewFile } from './actions.ts';
export { pictureTypes, safeName } from './rules.ts';
export { insertFile, selectPrivateFile, selectPublicFile, tables, type FileRow } from './store.ts';
