import { beginningOf, isTypo } from './text.ts';
import { join, sql, type Session, type Sql } from '../../platform/db/database.ts';

export const tables = ['search_entry', 'search_word', 'search_activity', 'search_untagged'] as const;

export interface Entry {
  readonly organization_id: string;
  readonly conversation_id: number;
  readonly entry_id: string;
  readonly field: 'subject' | 'content' | 'note';
  readonly body: string;
}

/** The entry of a subject, which is no thing of its own. */
export const SUBJECT = '00000000-0000-0000-0000-000000000000';

async function writeEntries(tx: Session, entries: readonly Entry[]): Promise<void> {
  const rows = JSON.stringify(entries);
  const source = sql`jsonb_to_recordset(${rows}::jsonb) AS e(organization_id uuid, conversation_id bigint, entry_id uuid, field text, body text)`;
  await tx.execute(sql`
    INSERT INTO search_entry (organization_id, conversation_id, entry_id, field, body, words)
    SELECT e.organization_id, e.conversation_id, e.entry_id, e.field, e.body, to_tsvector('simple', e.body) FROM ${source}
    ON CONFLICT (organization_id, conversation_id, entry_id) DO UPDATE SET body = excluded.body, words = excluded.words`);
  await tx.execute(sql`
    INSERT INTO search_word (organization_id, word)
    SELECT DISTINCT e.organization_id, w.lexeme FROM ${source}, unnest(to_tsvector('simple', e.body)) AS w WHERE length(w.lexeme) BETWEEN 3 AND 40
    ON CONFLICT DO NOTHING`);
}

/** A text that the database cannot take: more than 1 MB of different words (class 54), or something in it that is no text (class 22). */
const isRefused = (error: unknown): boolean => /^(?:22|54)/.test(String((error as { code?: unknown }).code));

/**
 * Writes entries anew, whatever stood there before, and learns their words. What comes after one text must not wait for it
 * for ever: of one that the database cannot take, as much of its beginning is written as it can.
 */
export async function putEntries(tx: Session, entries: readonly Entry[]): Promise<void> {
  if (entries.length === 0) return;
  await tx.execute(sql`SAVEPOINT entries`);
  try {
    await writeEntries(tx, entries);
  } catch (error) {
    if (!isRefused(error)) throw error;
    await tx.execute(sql`ROLLBACK TO SAVEPOINT entries`);
    const middle = Math.ceil(entries.length / 2);
    await putEntries(
      tx,
      entries.length > 1 ? entries.slice(0, middle) : entries.flatMap((entry) => (entry.body.length < 2 ? [] : [{ ...entry, body: beginningOf(entry.body, entry.body.length / 2) }])),
    );
    await putEntries(tx, entries.slice(middle));
  }
  await tx.execute(sql`RELEASE SAVEPOINT entries`);
}

/** What the events of a batch point at, as it is now. */
export interface Sources {
  readonly messages: { organization_id: string; id: string; conversation_id: number; attributes: Record<string, unknown> }[];
  readonly notes: { organization_id: string; id: string; conversation_id: number; message: string }[];
  readonly subjects: { organization_id: string; id: number; subject: string }[];
}

export async function readSources(
  tx: Session,
  wanted: { messageIds: readonly string[]; noteIds: readonly string[]; conversations: readonly { organization_id: string; id: number }[] },
): Promise<Sources> {
  const pairs = JSON.stringify(wanted.conversations);
  return {
    messages:
      wanted.messageIds.length === 0
        ? []
        : await tx.query(sql`
      SELECT m.organization_id, m.id, m.conversation_id, m.attributes FROM message m
      JOIN jsonb_to_recordset(${JSON.stringify(wanted.messageIds.map(splitPair))}::jsonb) AS w(o uuid, i uuid) ON m.organization_id = w.o AND m.id = w.i WHERE m.anonymized_at IS NULL`),
    notes:
      wanted.noteIds.length === 0
        ? []
        : await tx.query(sql`
      SELECT n.organization_id, n.id, n.conversation_id, n.message FROM note n
      JOIN jsonb_to_recordset(${JSON.stringify(wanted.noteIds.map(splitPair))}::jsonb) AS w(o uuid, i uuid) ON n.organization_id = w.o AND n.id = w.i`),
    subjects:
      wanted.conversations.length === 0
        ? []
        : await tx.query(sql`
      SELECT c.organization_id, c.id, c.subject FROM conversation c
      JOIN jsonb_to_recordset(${pairs}::jsonb) AS w(organization_id uuid, id bigint) ON c.organization_id = w.organization_id AND c.id = w.id
      WHERE c.subject IS NOT NULL AND c.anonymized_at IS NULL`),
  };
}

const splitPair = (pair: string): { o: string; i: string } => ({ o: pair.slice(0, 36), i: pair.slice(37) });

/** The words of a query, as PostgreSQL reads them. */
export async function lexemes(session: Session, value: string): Promise<string[]> {
  const rows = await session.query<{ lexeme: string }>(sql`SELECT w.lexeme FROM unnest(to_tsvector('simple', ${value})) AS w ORDER BY w.positions[1]`);
  return rows.map((row) => row.lexeme);
}

/** The words of the query that no text of the organization has; with one of them nothing fits as it is written. */
export async function unknownWords(session: Session, organizationId: string, value: string): Promise<string[]> {
  const rows = await session.query<{ lexeme: string }>(sql`
    SELECT w.lexeme FROM unnest(to_tsvector('simple', ${value})) AS w
    WHERE length(w.lexeme) BETWEEN 3 AND 40 AND NOT EXISTS (SELECT FROM search_word k WHERE k.organization_id = ${organizationId} AND k.word = w.lexeme)`);
  return rows.map((row) => row.lexeme);
}

/** Words of the organization that look like this one, the likest first. Empty where the server has no pg_trgm. */
export async function similarWords(session: Session, organizationId: string, word: string): Promise<string[]> {
  const there = await session.maybe<{ there: boolean }>(sql`SELECT to_regproc('similarity') IS NOT NULL AS there`);
  if (!there?.there) return [];
  const rows = await session.query<{ word: string }>(sql`
    SELECT word FROM search_word WHERE organization_id = ${organizationId} AND word % ${word} ORDER BY similarity(word, ${word}) DESC, word LIMIT 50`);
  return rows
    .map((row) => row.word)
    .filter((candidate) => isTypo(word, candidate))
    .slice(0, 5);
}

/** A condition on `search_entry s`: all words (or the phrase) of one text, or for each word one of its likely spellings. */
export type TextQuery = Sql;

export const wordsQuery = (value: string): TextQuery => sql`plainto_tsquery('simple', ${value})`;
export const phraseQuery = (value: string): TextQuery => sql`phraseto_tsquery('simple', ${value})`;
/** @param groups for each word of the query the words that may stand for it. */
export const spellingsQuery = (groups: readonly (readonly string[])[]): TextQuery =>
  sql`(${join(
    groups.map(
      (group) =>
        sql`(${join(
          group.map((word) => sql`plainto_tsquery('simple', ${word})`),
          ' || ',
        )})`,
    ),
    ' && ',
  )})`;

export interface Highlight {
  readonly conversation_id: number;
  readonly entry_id: string;
  readonly field: Entry['field'];
  readonly snippet: string;
}

// Marks that no text has; an attribute's quotes cannot stand in the options of ts_headline.
const [OPEN, SHUT] = ['\uE000', '\uE001'];
const HIGHLIGHT = `StartSel=${OPEN},StopSel=${SHUT},MaxFragments=2,MaxWords=25,MinWords=8,FragmentDelimiter=" … "`;

/** Where the conversations of a page fit: at most five places each. The text around a hit is escaped for HTML. A long text is looked through to its end only where a conversation's first hit is. */
export function findHighlights(session: Session, organizationId: string, conversationIds: readonly number[], text: TextQuery): Promise<Highlight[]> {
  return session.query<Highlight>(
    sql`SELECT conversation_id, entry_id, field,
        replace(replace(ts_headline('simple', replace(replace(replace(CASE WHEN far THEN body ELSE left(body, 20000) END, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), ${text}, ${HIGHLIGHT}),
          ${OPEN}, '<em class="highlight">'), ${SHUT}, '</em>') AS snippet
      FROM (
        SELECT s.*, row_number() OVER (PARTITION BY s.conversation_id ORDER BY s.entry_id) AS place FROM search_entry s
        WHERE s.organization_id = ${organizationId} AND s.conversation_id = ANY(${conversationIds}::bigint[]) AND s.words @@ ${text}
      ) AS hits,
      LATERAL (SELECT length(body) > 20000 AND NOT to_tsvector('simple', left(body, 20000)) @@ ${text} AS far OFFSET 0) AS where_in_it
      WHERE place <= 5 AND (place = 1 OR NOT far) ORDER BY conversation_id DESC, entry_id`,
    { prepare: false },
  );
}

/** Takes everything out that is known of these conversations, or of single messages; words that nobody else used go too. */
export async function removeEntries(tx: Session, organizationId: string, what: { conversationIds?: readonly number[]; entryIds?: readonly string[] }): Promise<void> {
  const gone = await tx.query<{ words: string[] }>(sql`
    DELETE FROM search_entry WHERE organization_id = ${organizationId}
      AND (conversation_id = ANY(${what.conversationIds ?? []}::bigint[]) OR entry_id = ANY(${what.entryIds ?? []}::uuid[]))
    RETURNING tsvector_to_array(words) AS words`);
  const words = [...new Set(gone.flatMap((row) => row.words))];
  await tx.execute(sql`
    DELETE FROM search_word w WHERE w.organization_id = ${organizationId} AND w.word = ANY(${words}::text[])
      AND NOT EXISTS (SELECT FROM search_entry s WHERE s.organization_id = w.organization_id AND s.words @@ plainto_tsquery('simple', w.word))`);
}
