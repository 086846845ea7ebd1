import { createHash, randomUUID } from 'node:crypto';
import type { Context } from '../../platform/context.ts';
import type { Session } from '../../platform/db/database.ts';
import { setTimer } from '../../platform/timers/timers.ts';
import { mediaTypeOf, safeName } from './rules.ts';
import { deleteFiles, deleteFilesOfConversation, deleteFilesOfMessages, insertFile, type FileRow } from './store.ts';

export interface NewFile {
  readonly organizationId: string;
  readonly content: Buffer;
  /** As its sender calls it; made safe here. */
  readonly name: string | undefined;
  /** As its sender calls it; believed for nothing that a browser would show. */
  readonly mediaType: string | undefined;
  readonly visibility: 'public' | 'private';
  readonly conversationId?: number;
  readonly messageId?: string;
}

/** Puts the bytes of a file into the store. @returns its row, which is yet to be written (`insertFile`), or dropped (`dropBytes`). */
export async function putFile(ctx: Context, file: NewFile): Promise<FileRow> {
  // Random through and through, not by time: the link to a public file is its only protection.
  const id = randomUUID();
  const row: FileRow = {
    organization_id: file.organizationId,
    id,
    key: `${file.organizationId}/${id}`,
    name: safeName(file.name),
    media_type: mediaTypeOf(file.content, file.mediaType),
    size: file.content.length,
    sha256: createHash('sha256').update(file.content).digest('hex'),
    visibility: file.visibility,
    conversation_id: file.conversationId ?? null,
    message_id: file.messageId ?? null,
    created_at: ctx.clock.now().toISOString(),
  };
  await ctx.files.put(row.key, file.content, { size: row.size, mediaType: row.media_type });
  return row;
}

/**
 * Keeps a file: first its bytes, then its row, so that a row never lacks bytes. When the row cannot be written the bytes
 * are taken back; a crash in between leaves bytes without a row, which nobody can reach.
 */
export async function storeFile(ctx: Context, file: NewFile): Promise<FileRow> {
  const row = await putFile(ctx, file);
  try {
    await insertFile(ctx.db, row);
  } catch (error) {
    await dropBytes(ctx, row);
    throw error;
  }
  return row;
}

/** Takes back bytes whose row was never committed. */
export async function dropBytes(ctx: Context, file: Pick<FileRow, 'key'>): Promise<void> {
  await ctx.files.remove(file.key).catch((error: Error) => ctx.log.warn({ err: error, key: file.key }, 'bytes without a file stay in the store'));
}

/** The link to a file, from the root of the address. The name is there for people; only the id counts. */
export const fileUrl = (file: Pick<FileRow, 'visibility' | 'id' | 'name'>): string => `/${file.visibility}/${file.id}/${encodeURIComponent(file.name)}`;

/** Kind of the timer that removes bytes. Its handler is `removeBytes`. */
export const REMOVE_BYTES_TIMER = 'remove-file-bytes';

/** Handles the timer: the rows are gone for good by now, so are their bytes soon. A store that fails is asked again. */
export async function removeBytes(ctx: Context, data: Record<string, unknown>): Promise<void> {
  for (const key of data.keys as string[]) await ctx.files.remove(key);
}

/** Bytes go only after the commit, and then surely: a timer of the same transaction sees to it. */
async function removeLater(ctx: Context, tx: Session, organizationId: string, files: readonly Pick<FileRow, 'id' | 'key'>[]): Promise<number> {
  if (files.length === 0) return 0;
  const data = { keys: files.map((file) => file.key) };
  await setTimer(tx, { organizationId, kind: REMOVE_BYTES_TIMER, subject: files[0]!.id, dueAt: ctx.clock.now().toISOString(), data });
  return files.length;
}

/** Removes files by id. @returns how many there were. */
export async function removeFiles(ctx: Context, tx: Session, organizationId: string, ids: readonly string[]): Promise<number> {
  return await removeLater(ctx, tx, organizationId, await deleteFiles(tx, organizationId, ids));
}

/** Removes the files of messages, for anonymization. Their links answer 404 from the commit on. @returns how many. */
export async function removeFilesOfMessages(ctx: Context, tx: Session, organizationId: string, messageIds: readonly string[]): Promise<number> {
  return await removeLater(ctx, tx, organizationId, await deleteFilesOfMessages(tx, organizationId, messageIds));
}

/** Removes all files of a conversation, for anonymization. @returns how many. */
export async function removeFilesOfConversation(ctx: Context, tx: Session, organizationId: string, conversationId: number): Promise<number> {
  return await removeLater(ctx, tx, organizationId, await deleteFilesOfConversation(tx, organizationId, conversationId));
}
