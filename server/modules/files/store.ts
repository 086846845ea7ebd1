import { sql, type Session } from '../../platform/db/database.ts';

export const tables = ['file'] as const;

export interface FileRow {
  readonly organization_id: string;
  readonly id: string;
  /** Where the bytes lie in the store. */
  readonly key: string;
  readonly name: string;
  readonly media_type: string;
  readonly size: number;
  /** Of the bytes, in hex. */
  readonly sha256: string;
  /** A public file may be fetched by whoever knows its id; a private one by its organization. */
  readonly visibility: 'public' | 'private';
  readonly conversation_id: number | null;
  readonly message_id: string | null;
  readonly created_at: string;
}

export async function insertFile(session: Session, file: FileRow): Promise<void> {
  await session.execute(sql`
    INSERT INTO file (organization_id, id, key, name, media_type, size, sha256, visibility, conversation_id, message_id, created_at)
    VALUES (${file.organization_id}, ${file.id}, ${file.key}, ${file.name}, ${file.media_type}, ${file.size}, ${file.sha256}, ${file.visibility},
      ${file.conversation_id}, ${file.message_id}, ${file.created_at})`);
}

export function selectPublicFile(session: Session, id: string): Promise<FileRow | undefined> {
  return session.maybe<FileRow>(sql`SELECT * FROM file WHERE id = ${id} AND visibility = 'public'`);
}

export function selectPrivateFile(session: Session, organizationId: string, id: string): Promise<FileRow | undefined> {
  return session.maybe<FileRow>(sql`SELECT * FROM file WHERE organization_id = ${organizationId} AND id = ${id} AND visibility = 'private'`);
}

type Deleted = Pick<FileRow, 'organization_id' | 'id' | 'key'>;

export function deleteFiles(tx: Session, organizationId: string, ids: readonly string[]): Promise<Deleted[]> {
  return tx.query<Deleted>(sql`DELETE FROM file WHERE organization_id = ${organizationId} AND id = ANY(${ids}::uuid[]) RETURNING organization_id, id, key`);
}

export function deleteFilesOfMessages(tx: Session, organizationId: string, messageIds: readonly string[]): Promise<Deleted[]> {
  return tx.query<Deleted>(sql`DELETE FROM file WHERE organization_id = ${organizationId} AND message_id = ANY(${messageIds}::uuid[]) RETURNING organization_id, id, key`);
}

export function deleteFilesOfConversation(tx: Session, organizationId: string, conversationId: number): Promise<Deleted[]> {
  return tx.query<Deleted>(sql`DELETE FROM file WHERE organization_id = ${organizationId} AND conversation_id = ${conversationId} RETURNING organization_id, id, key`);
}
