import type { Message } from './schema.ts';
import type { MessageRow } from './store.ts';

/** A message as the wire shows it. Its attributes are stored in the wire's form. */
export const viewMessage = (row: MessageRow): Message => ({
  id: row.id,
  authorId: row.author_id,
  ...(row.external_id === null ? {} : { externalId: row.external_id }),
  createdAt: row.created_at,
  attributes: row.attributes as Message['attributes'],
});
