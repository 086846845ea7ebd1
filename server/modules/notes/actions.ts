import { invalid, notFound } from '../../base/errors.ts';
import { newId } from '../../base/ids.ts';
import { wireTime } from '../../base/time.ts';
import type { Context } from '../../platform/context.ts';
import { appendEvents } from '../../platform/events/append.ts';
import type { Actor } from '../../platform/operation.ts';
import { refuseAnonymized, requireConversation, selectConversation } from '../conversations/index.ts';
import { insertNote, insertNotes, selectAgents, selectNotes, type NoteRow } from './store.ts';

interface NoteInput {
  readonly message: string;
  /** The author; whoever owns the token when left out. */
  readonly agentId?: string;
  /** May lie in the past, for notes that are brought in from elsewhere. */
  readonly createdAt?: string;
}

const unknownAgent = (id: string): string => `An agent with id:${id} cannot be found in org.`;

const rowOf = (actor: Actor, conversationId: number, now: string, input: NoteInput): NoteRow => ({
  id: newId(),
  conversation_id: conversationId,
  author_id: (input.agentId ?? actor.personId).toLowerCase(),
  message: input.message,
  created_at: input.createdAt === undefined ? now : wireTime(input.createdAt),
});

/** Adds one note. @throws Fault 404, 400 (no such agent, anonymized). */
export async function addNote(ctx: Context, actor: Actor, conversationId: number, input: NoteInput): Promise<NoteRow> {
  const now = ctx.clock.now().toISOString();
  const note = rowOf(actor, conversationId, now, input);
  const outcome = await ctx.db.gather(insertNote, { organization_id: actor.organizationId, ...note, event_id: newId(), own: input.agentId === undefined, now });
  if (!outcome.conversation) throw notFound();
  refuseAnonymized(outcome);
  if (!outcome.author) throw invalid(`agentId: ${unknownAgent(note.author_id)}`);
  return note;
}

/**
 * Adds several notes. Each has an outcome of its own, in the order given; a failing one does not keep the others out.
 * @throws Fault 404, 400 (anonymized): then nothing is written.
 */
export async function addNotes(ctx: Context, actor: Actor, conversationId: number, inputs: readonly NoteInput[]): Promise<(NoteRow | { error: string })[]> {
  const { organizationId } = actor;
  return await ctx.db.transaction(async (tx) => {
    const conversation = await selectConversation(tx, organizationId, conversationId);
    if (!conversation) throw notFound();
    refuseAnonymized({ anonymized: conversation.anonymized_at !== null });
    const now = ctx.clock.now().toISOString();
    const rows = inputs.map((input) => rowOf(actor, conversationId, now, input));
    const known = await selectAgents(
      tx,
      organizationId,
      rows.map((row) => row.author_id),
    );
    const taken = rows.map((row, index) => inputs[index]!.agentId === undefined || known.has(row.author_id));
    const written = rows.filter((_, index) => taken[index]);
    await insertNotes(tx, organizationId, written);
    await appendEvents(
      tx,
      organizationId,
      now,
      written.map((row) => ({ type: 'NoteAdded', conversationId, actorId: row.author_id, data: { noteId: row.id } })),
    );
    return rows.map((row, index) => (taken[index] ? row : { error: unknownAgent(row.author_id) }));
  });
}

/** All notes, oldest first. @throws Fault 404. */
export async function listNotes(ctx: Context, actor: Actor, conversationId: number): Promise<NoteRow[]> {
  const rows = await selectNotes(ctx.db, actor.organizationId, conversationId);
  if (rows.length === 0) await requireConversation(ctx.db, actor.organizationId, conversationId);
  return rows;
}
