import { sql, type Session } from '../../platform/db/database.ts';
import type { Context } from '../../platform/context.ts';
import type { Follower, LoggedEvent } from '../../platform/events/log.ts';
import { rebuildActivity } from './activity.ts';
import { putEntries, readSources, SUBJECT, type Entry, type Sources } from './store.ts';
import { beginningOf, MAX_INDEXED, textOfMessage } from './text.ts';
import { rebuildUntagged } from './untagged.ts';

export const SEARCH_FOLLOWER = 'search';

const entry = (organization_id: string, conversation_id: number, entry_id: string, field: Entry['field'], body: string): Entry[] =>
  body.trim() === '' ? [] : [{ organization_id, conversation_id, entry_id, field, body: beginningOf(body, MAX_INDEXED) }];

function entriesOf(sources: Sources): Entry[] {
  return [
    ...sources.messages.flatMap((row) => entry(row.organization_id, row.conversation_id, row.id, 'content', textOfMessage(row.attributes))),
    ...sources.notes.flatMap((row) => entry(row.organization_id, row.conversation_id, row.id, 'note', row.message)),
    ...sources.subjects.flatMap((row) => entry(row.organization_id, row.id, SUBJECT, 'subject', row.subject)),
  ];
}

async function index(tx: Session, events: readonly LoggedEvent[]): Promise<void> {
  const pair = (event: LoggedEvent, field: string): string => `${event.organization_id} ${String(event.data[field])}`;
  const sources = await readSources(tx, {
    messageIds: events.filter((event) => event.type.startsWith('MessageAddedBy')).map((event) => pair(event, 'messageId')),
    noteIds: events.filter((event) => event.type === 'NoteAdded').map((event) => pair(event, 'noteId')),
    conversations: events.filter((event) => event.type.startsWith('ConversationCreatedBy')).map((event) => ({ organization_id: event.organization_id, id: event.conversation_id! })),
  });
  await putEntries(tx, entriesOf(sources));
}

/** Keeps the index of words in step with messages, notes and subjects. It reads them as they are now, so nothing that was anonymized comes back. */
export const searchFollower: Follower = { name: SEARCH_FOLLOWER, batch: 1000, pace: 1000, rest: 9, handle: index };

const BATCH = 2000;

/**
 * Builds the index of all organizations anew from the tables, in batches, while the server runs.
 * @param onProgress called with how many texts are done.
 */
export async function reindex(ctx: Pick<Context, 'db'>, onProgress: (done: number) => void): Promise<number> {
  let done = 0;
  await ctx.db.execute(sql`TRUNCATE search_entry, search_word`);
  await rebuildActivity(ctx.db);
  await rebuildUntagged(ctx.db);
  for (const read of [readMessages, readNotes, readSubjects]) {
    let cursor: readonly [string, string] | undefined;
    for (;;) {
      const { sources, last, count } = await read(ctx.db, cursor);
      if (count === 0) break;
      await ctx.db.transaction((tx) => putEntries(tx, entriesOf(sources)));
      cursor = last;
      done += count;
      onProgress(done);
    }
  }
  return done;
}

type Cursor = readonly [string, string] | undefined;
const START = ['00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000'] as const;
const none: Sources = { messages: [], notes: [], subjects: [] };

async function readMessages(session: Session, cursor: Cursor) {
  const [organization, id] = cursor ?? START;
  const messages = await session.query<Sources['messages'][number]>(sql`
    SELECT organization_id, id, conversation_id, attributes FROM message WHERE (organization_id, id) > (${organization}::uuid, ${id}::uuid) AND anonymized_at IS NULL ORDER BY organization_id, id LIMIT ${BATCH}`);
  const last = messages.at(-1);
  return { sources: { ...none, messages }, count: messages.length, last: last && ([last.organization_id, last.id] as const) };
}

async function readNotes(session: Session, cursor: Cursor) {
  const [organization, id] = cursor ?? START;
  const notes = await session.query<Sources['notes'][number]>(sql`
    SELECT organization_id, id, conversation_id, message FROM note WHERE (organization_id, id) > (${organization}::uuid, ${id}::uuid) ORDER BY organization_id, id LIMIT ${BATCH}`);
  const last = notes.at(-1);
  return { sources: { ...none, notes }, count: notes.length, last: last && ([last.organization_id, last.id] as const) };
}

async function readSubjects(session: Session, cursor: Cursor) {
  const [organization, id] = cursor ?? [START[0], '-1'];
  const subjects = await session.query<Sources['subjects'][number]>(sql`
    SELECT organization_id, id, subject FROM conversation WHERE (organization_id, id) > (${organization}::uuid, ${id}::bigint) AND subject IS NOT NULL AND anonymized_at IS NULL ORDER BY organization_id, id LIMIT ${BATCH}`);
  const last = subjects.at(-1);
  return { sources: { ...none, subjects }, count: subjects.length, last: last && ([last.organization_id, String(last.id)] as const) };
}
