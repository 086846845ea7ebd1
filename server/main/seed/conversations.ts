import { FOLLOWUP_TIMER } from '../../modules/conversations/index.ts';
import { sql, type Session } from '../../platform/db/database.ts';
import type { Life } from './life.ts';
import { plans } from './plan.ts';
import { playConversation } from './play.ts';
import { DAY, Dice, insertRows, iso, type Row, type Scope } from './scope.ts';

/** The kinds of links to make, each on the first pair of one customer's conversations that fits. */
const links = ['FollowUp', 'Related', 'FollowUp', 'SideConversation', 'EmailForward', 'FollowUp'] as const;

/** Links later conversations to earlier ones of the same customer: one parent for each, two levels. */
function linkSome(lives: readonly Life[]): void {
  const taken = new Set<Life>();
  const handled = (life: Life): boolean => life.row.assigned_agent_id !== null && life.row.anonymized_at === null && !taken.has(life);
  for (const linkType of links) {
    for (const child of lives.filter(handled)) {
      if (linkType === 'EmailForward' && child.row.kind !== 'EmailConversation') continue;
      const parent = lives.find((life) => life !== child && handled(life) && life.row.requester_id === child.row.requester_id && life.row.created_at < child.row.created_at);
      if (!parent) continue;
      child.linkTo(parent, linkType);
      taken.add(child).add(parent);
      break;
    }
  }
}

/** Takes everything personal out of one old chat, as anonymization does. */
function anonymizeOne(lives: readonly Life[], at: number): void {
  const life = lives.find((one) => one.row.kind === 'ChatConversation' && one.row.state === 'Closed' && one.notes.length === 0 && one.ratings.length === 0);
  if (!life) throw new Error('no chat to anonymize');
  const unheld = { assigned_agent_id: null, assigned_at: null, queue_id: null, queued_at: null };
  const anonymizedAt = iso(Math.min(Date.parse(life.row.closed_at!) + 20 * DAY, at));
  Object.assign(life.row, { anonymized_at: anonymizedAt, subject: null, details: {}, parties: {}, custom_attributes: {}, external_id: null, ...unheld });
  for (const [index, message] of life.messages.entries()) {
    const { content: _, ...attributes } = message.attributes as Row;
    life.messages[index] = { ...message, attributes: { ...attributes, attachments: [] }, anonymized_at: anonymizedAt, external_id: null };
  }
}

/** Takes the next numbers of the sequence, in order. */
async function numbers(tx: Session, count: number): Promise<number[]> {
  const rows = await tx.query<{ id: number }>(sql`SELECT nextval('conversation_id') AS id FROM generate_series(1, ${count}::int)`);
  return rows.map((row) => row.id).toSorted((a, b) => a - b);
}

export interface ConversationCounts {
  readonly conversations: number;
  readonly messages: number;
  readonly notes: number;
  readonly ratings: number;
}

/** Writes the conversations with everything that hangs on them, and their events. */
export async function seedConversations(tx: Session, scope: Scope, recordedAt: Date): Promise<ConversationCounts> {
  // A fixed start: only ids and times differ between organizations.
  const dice = new Dice(20_260);
  const planned = plans(scope.at, dice);
  const ids = await numbers(tx, planned.length);
  const lives = planned.map((plan, index) => playConversation(scope, dice, plan, ids[index]!));
  anonymizeOne(lives, scope.at);
  linkSome(lives);
  const own = (rows: readonly Row[]): Row[] => rows.map((row) => ({ organization_id: scope.organizationId, ...row }));
  const messages = own(lives.flatMap((life) => life.messages));
  const notes = own(lives.flatMap((life) => life.notes));
  const ratings = own(lives.flatMap((life) => life.ratings));
  await insertRows(tx, 'conversation', own(lives.map((life) => ({ id: life.id, ...life.row }))));
  await insertRows(tx, 'message', messages);
  await insertRows(tx, 'note', notes);
  await insertRows(tx, 'conversation_tag', own(lives.flatMap((life) => life.tags)));
  await insertRows(tx, 'rating', ratings);
  await insertRows(tx, 'event', eventRows(lives, scope, recordedAt));
  await insertRows(tx, 'timer', timerRows(lives, scope));
  return { conversations: lives.length, messages: messages.length, notes: notes.length, ratings: ratings.length };
}

/** The log in the order in which things happened. */
function eventRows(lives: readonly Life[], scope: Scope, recordedAt: Date): Row[] {
  return lives
    .flatMap((life) =>
      life.events.map((event, index) => ({
        organization_id: scope.organizationId,
        id: scope.id('event', `${life.index}/${index}`),
        conversation_id: life.id,
        ...event,
        recorded_at: recordedAt.toISOString(),
      })),
    )
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function timerRows(lives: readonly Life[], scope: Scope): Row[] {
  return lives
    .filter((life) => life.row.followup_at !== null)
    .map((life) => ({
      id: scope.id('timer', life.index),
      organization_id: scope.organizationId,
      kind: FOLLOWUP_TIMER,
      subject: String(life.id),
      due_at: life.row.followup_at,
    }));
}
