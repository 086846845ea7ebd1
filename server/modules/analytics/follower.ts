import { grouped } from '../../base/grouped.ts';
import type { Database, Session } from '../../platform/db/database.ts';
import { setBack, type Follower, type LoggedEvent } from '../../platform/events/log.ts';
import { factsOf, factTypes, pastTypes, type PastEvent } from './facts.ts';
import { channelCode } from './rules.ts';
import * as store from './fact-store.ts';
import type { FactRow, Key } from './fact-store.ts';

export const ANALYTICS_FOLLOWER = 'analytics';

const keyOf = (row: { readonly organization_id: string; readonly conversation_id: number | null }): Key => `${row.organization_id} ${row.conversation_id}`;

/** Reads the past of each conversation that a batch touches, and writes the facts that the batch adds to it. */
async function keepFacts(tx: Session, events: readonly LoggedEvent[]): Promise<void> {
  const anonymized = events.filter((event) => event.type === 'ConversationAnonymized');
  if (anonymized.length > 0) await store.forgetContactPoints(tx, [...new Set(anonymized.map(keyOf))]);
  const answers = events.filter((event) => event.type === 'MessageAddedByAgent');
  const inBatch = new Set(answers.map((event) => event.seq));
  // Most messages of agents are not their first, and then say nothing here.
  const firstAnswers = (await store.selectFirstAnswers(tx, [...new Set(answers.map(keyOf))])).filter((event) => inBatch.has(event.seq));
  const relevant = [...events.filter((event) => factTypes.includes(event.type) && event.conversation_id !== null), ...firstAnswers];
  if (relevant.length === 0) return;
  const keys = [...new Set(relevant.map(keyOf))];
  const conversations = await store.selectConversations(tx, keys);
  const past = await store.selectPast(tx, keys, pastTypes);
  const history = grouped(
    [...past, ...firstAnswers].toSorted((a, b) => (a.at === b.at ? a.seq - b.seq : a.at < b.at ? -1 : 1)),
    keyOf,
  );
  const closings = events.filter((event) => event.type === 'ConversationClosed');
  const counts = new Map((await store.countMessages(tx, closings)).map((row) => [row.seq, row.messages]));
  const kinds = await store.personKinds(tx, past);
  const ratings = await store.selectRatings(
    tx,
    events.filter((event) => event.type === 'ConversationRated'),
  );
  const wanted = new Set(relevant.map((event) => event.seq));

  const rows: FactRow[] = [];
  for (const conversation of conversations) {
    const { organization_id, conversation_id } = conversation;
    const facts = factsOf(
      {
        createdAt: conversation.created_at,
        direction: conversation.direction,
        personKind: (id) => kinds.get(`${organization_id} ${id}`),
        rating: (event: PastEvent) => ratings.get(`${organization_id} ${String(event.data.ratingId)} ${String(event.data.ratingType)}`),
        messagesAt: (seq) => counts.get(seq),
      },
      history.get(keyOf(conversation)) ?? [],
      wanted,
    );
    const channel = channelCode(conversation.channel);
    for (const fact of facts) rows.push({ organization_id, conversation_id, channel, direction: conversation.direction?.toUpperCase() ?? null, contact_point: conversation.contact_point, ...fact });
  }
  await store.insertFacts(tx, rows);
}

/** Keeps the facts in step with the log. */
export const analyticsFollower: Follower = { name: ANALYTICS_FOLLOWER, batch: 1000, pace: 1000, rest: 9, handle: keepFacts };

/** Throws the facts of all organizations away; the follower makes them anew from the log, while the server runs. */
export async function rebuildFacts(ctx: { readonly db: Database }): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    // The cursor first: the follower holds it while it writes.
    await setBack(tx, ANALYTICS_FOLLOWER);
    await store.removeFacts(tx);
  });
}
