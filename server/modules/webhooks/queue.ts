import { newId } from '../../base/ids.ts';
import { sql, type Session } from '../../platform/db/database.ts';

/** Any number that no other part of the program locks. */
const TURN_LOCK = 7_305_412;

/**
 * Whose turn it is (`ready`) is decided by whoever adds deliveries and by whoever finishes one, each from what it sees.
 * If both looked at the same moment, each would miss the other and a delivery would wait for ever; so adding excludes
 * finishing. Finishing goes on side by side. The lock must be had before the statement that looks.
 */
const lockToAdd = (tx: Session): Promise<unknown> => tx.query(sql`SELECT pg_advisory_xact_lock(${TURN_LOCK})`);
const lockToFinish = (tx: Session): Promise<unknown> => tx.query(sql`SELECT pg_advisory_xact_lock_shared(${TURN_LOCK})`);

/** An event as it is told. */
export interface TellableEvent {
  readonly organization_id: string;
  readonly id: string;
  readonly type: string;
  readonly seq: number;
  readonly conversation_id: number | null;
  readonly person_ids: readonly string[];
  readonly payload: string;
}

export interface NewDelivery {
  readonly organization_id: string;
  readonly event_id: string;
  readonly subscription_id: string;
}

/** A payload that is stored already stays: it may have been cleaned of personal data since. */
async function insertEvents(tx: Session, now: string, events: readonly TellableEvent[]): Promise<void> {
  await tx.execute(sql`
    INSERT INTO webhook_event (organization_id, id, type, seq, conversation_id, person_ids, created_at, payload)
    SELECT e.organization_id, e.id, e.type, e.seq, e.conversation_id, e.person_ids, ${now}::timestamptz, e.payload
    FROM jsonb_to_recordset(${JSON.stringify(events)}::jsonb) AS e(organization_id uuid, id uuid, type text, seq bigint, conversation_id bigint, person_ids uuid[], payload text)
    ON CONFLICT DO NOTHING`);
}

/**
 * Writes events and their deliveries; what is there already stays as it is. Each is looked for by itself: otherwise the
 * planner, who guesses a short table, would read all that wait for every batch.
 * @returns how many deliveries are new.
 */
export async function addDeliveries(tx: Session, now: string, events: readonly TellableEvent[], deliveries: readonly NewDelivery[]): Promise<number> {
  if (deliveries.length === 0) return 0;
  await lockToAdd(tx);
  await insertEvents(tx, now, events);
  return await tx.execute(sql`
    INSERT INTO webhook_delivery (organization_id, event_id, subscription_id, type, seq, conversation_id, ready, next_at, created_at)
    SELECT n.organization_id, n.event_id, n.subscription_id, e.type, e.seq, e.conversation_id,
      e.conversation_id IS NULL OR (row_number() OVER (PARTITION BY n.subscription_id, e.conversation_id ORDER BY e.seq, e.id) = 1 AND waiting.found IS NULL),
      ${now}::timestamptz, ${now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(deliveries)}::jsonb) AS n(organization_id uuid, event_id uuid, subscription_id uuid)
    JOIN webhook_event e ON e.organization_id = n.organization_id AND e.id = n.event_id
    LEFT JOIN LATERAL (
      SELECT true AS found FROM webhook_delivery d
      WHERE d.organization_id = n.organization_id AND d.event_id = n.event_id AND d.subscription_id = n.subscription_id LIMIT 1
    ) AS known ON true
    LEFT JOIN LATERAL (
      SELECT true AS found FROM webhook_delivery w
      WHERE w.state = 'Pending' AND w.attempts = 0 AND w.subscription_id = n.subscription_id AND w.conversation_id = e.conversation_id LIMIT 1
    ) AS waiting ON true
    WHERE known.found IS NULL`);
}

/**
 * Lets deliveries begin, those that were never made and those that were, whatever became of them. Those that still wait
 * for their first attempt are left as they are.
 * @returns how many begin.
 */
export async function beginAgain(tx: Session, now: string, events: readonly TellableEvent[], deliveries: readonly NewDelivery[]): Promise<number> {
  if (deliveries.length === 0) return 0;
  await lockToAdd(tx);
  await insertEvents(tx, now, events);
  const begun = await tx.query<Turn>(sql`
    INSERT INTO webhook_delivery AS d (organization_id, event_id, subscription_id, type, seq, conversation_id, ready, next_at, created_at)
    SELECT n.organization_id, n.event_id, n.subscription_id, e.type, e.seq, e.conversation_id, e.conversation_id IS NULL, ${now}::timestamptz, ${now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(deliveries)}::jsonb) AS n(organization_id uuid, event_id uuid, subscription_id uuid)
    JOIN webhook_event e ON e.organization_id = n.organization_id AND e.id = n.event_id
    ON CONFLICT (organization_id, event_id, subscription_id) DO UPDATE
      SET state = 'Pending', attempts = 0, ready = excluded.ready, next_at = excluded.next_at, lease = NULL WHERE d.state <> 'Pending' OR d.attempts > 0
    RETURNING subscription_id, conversation_id`);
  await giveTurns(tx, begun);
  return begun.length;
}

/** A line of deliveries: those of one conversation for one subscription that wait for their first attempt. */
interface Turn {
  readonly subscription_id: string;
  readonly conversation_id: number | null;
}

/** In each of these lines the first one's turn has come, unless somebody's has already. */
async function giveTurns(tx: Session, lines: readonly Turn[]): Promise<void> {
  const unique = new Map(lines.filter((line) => line.conversation_id !== null).map((line) => [`${line.subscription_id} ${line.conversation_id}`, line]));
  if (unique.size === 0) return;
  await tx.execute(sql`
    UPDATE webhook_delivery d SET ready = true
    FROM jsonb_to_recordset(${JSON.stringify([...unique.values()])}::jsonb) AS l(subscription_id uuid, conversation_id bigint)
    CROSS JOIN LATERAL (
      SELECT organization_id, event_id, subscription_id, ready FROM webhook_delivery w
      WHERE w.subscription_id = l.subscription_id AND w.conversation_id = l.conversation_id AND w.state = 'Pending' AND w.attempts = 0
      ORDER BY w.ready DESC, w.seq LIMIT 1
    ) AS first
    WHERE NOT first.ready AND d.organization_id = first.organization_id AND d.event_id = first.event_id AND d.subscription_id = first.subscription_id`);
}

/** A delivery that was taken, with all that is needed to make it. */
export interface TakenDelivery {
  readonly organization_id: string;
  readonly event_id: string;
  readonly subscription_id: string;
  readonly conversation_id: number | null;
  readonly type: string;
  readonly seq: number;
  /** Finished attempts before this one. */
  readonly attempts: number;
  readonly lease: string;
  readonly payload: string;
  readonly url: string;
  readonly secrets: Buffer;
}

export interface TakeLimits {
  /** In all. */
  readonly room: number;
  /** For each subscription, those in `busy` included. */
  readonly perSubscription: number;
  /** For a subscription that fails at present: it must not hold places that others need. */
  readonly perFailing: number;
  /** How many each subscription has in hand. */
  readonly busy: ReadonlyMap<string, number>;
}

/**
 * Takes deliveries that are due, oldest first within each subscription. They are ours until `until`; whoever takes them
 * after that may assume that we are dead.
 */
export function takeDue(session: Session, now: string, until: string, limits: TakeLimits): Promise<TakenDelivery[]> {
  const lease = newId();
  return session.query<TakenDelivery>(sql`
    WITH RECURSIVE waiting(id) AS (
      (SELECT subscription_id FROM webhook_delivery WHERE state = 'Pending' AND ready ORDER BY subscription_id LIMIT 1)
      UNION ALL
      SELECT (SELECT d.subscription_id FROM webhook_delivery d WHERE d.state = 'Pending' AND d.ready AND d.subscription_id > waiting.id ORDER BY d.subscription_id LIMIT 1)
      FROM waiting WHERE waiting.id IS NOT NULL
    ),
    open AS (
      SELECT s.id, (CASE WHEN s.failing_since IS NULL THEN ${limits.perSubscription}::int ELSE ${limits.perFailing}::int END) - coalesce(b.count, 0) AS room
      FROM waiting JOIN webhook_subscription s ON s.id = waiting.id AND s.enabled
      LEFT JOIN unnest(${[...limits.busy.keys()]}::uuid[], ${[...limits.busy.values()]}::int[]) AS b(id, count) ON b.id = s.id
      ORDER BY random()
    ),
    picked AS MATERIALIZED (
      SELECT p.* FROM open CROSS JOIN LATERAL (
        SELECT organization_id, event_id, subscription_id FROM webhook_delivery
        WHERE subscription_id = open.id AND state = 'Pending' AND ready AND next_at <= ${now}::timestamptz
        ORDER BY next_at, seq LIMIT greatest(open.room, 0) FOR UPDATE SKIP LOCKED
      ) AS p
      LIMIT ${limits.room}
    )
    UPDATE webhook_delivery d SET lease = ${lease}::uuid, next_at = ${until}::timestamptz
    FROM picked p
    JOIN webhook_event e ON e.organization_id = p.organization_id AND e.id = p.event_id
    JOIN webhook_subscription s ON s.organization_id = p.organization_id AND s.id = p.subscription_id
    WHERE d.organization_id = p.organization_id AND d.event_id = p.event_id AND d.subscription_id = p.subscription_id
    RETURNING d.organization_id, d.event_id, d.subscription_id, d.conversation_id, d.type, d.seq, d.attempts, d.lease, e.payload, s.url, s.secrets`);
}

/** What became of an attempt. */
export interface FinishedAttempt {
  /** Given once, so that an attempt written down twice, because nobody knew of the first time, is one attempt. */
  readonly id: string;
  readonly delivery: TakenDelivery;
  readonly at: string;
  readonly durationMs: number;
  readonly success: boolean;
  readonly code: number;
  readonly text: string;
  /** When to try again; undefined for one that succeeded or is given up. */
  readonly nextAt?: string | undefined;
  /** The receiver said that it is gone for good. */
  readonly gone: boolean;
}

/**
 * Writes down attempts and what follows from them. Of a delivery that somebody else has taken meanwhile only a success
 * counts; the attempt itself is logged in any case.
 */
export async function finishAttempts(tx: Session, attempts: readonly FinishedAttempt[]): Promise<void> {
  await lockToFinish(tx);
  const rows = attempts.map(({ delivery, ...attempt }) => ({
    organization_id: delivery.organization_id,
    event_id: delivery.event_id,
    subscription_id: delivery.subscription_id,
    lease: delivery.lease,
    id: attempt.id,
    type: delivery.type,
    number: delivery.attempts + 1,
    at: attempt.at,
    duration_ms: attempt.durationMs,
    success: attempt.success,
    code: attempt.code,
    text: attempt.text,
    state: attempt.success ? 'Delivered' : attempt.nextAt === undefined ? 'Failed' : 'Pending',
    next_at: attempt.nextAt ?? attempt.at,
  }));
  const finished = await tx.query<Turn & { attempts: number }>(sql`
    WITH r AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(organization_id uuid, event_id uuid, subscription_id uuid, lease uuid, id uuid, type text,
        number int, at timestamptz, duration_ms int, success boolean, code int, text text, state text, next_at timestamptz)
    ),
    logged AS (
      INSERT INTO webhook_attempt (organization_id, id, subscription_id, event_id, type, number, at, duration_ms, success, code, text)
      SELECT organization_id, id, subscription_id, event_id, type, number, at, duration_ms, success, code, text FROM r
      ON CONFLICT DO NOTHING
    )
    UPDATE webhook_delivery d SET state = r.state, attempts = d.attempts + 1, next_at = r.next_at, lease = NULL
    FROM r
    WHERE d.organization_id = r.organization_id AND d.event_id = r.event_id AND d.subscription_id = r.subscription_id
      AND d.state = 'Pending' AND (d.lease = r.lease OR r.success)
    RETURNING d.subscription_id, d.conversation_id, d.attempts`);
  await giveTurns(
    tx,
    finished.filter((delivery) => delivery.attempts === 1),
  );
}

/** Removes lines of the log that are older than `before`. @returns how many, at most `limit`. */
export function removeOldAttempts(tx: Session, organizationId: string, before: string, limit: number): Promise<number> {
  return tx.execute(sql`
    DELETE FROM webhook_attempt WHERE organization_id = ${organizationId} AND id IN (
      SELECT id FROM webhook_attempt WHERE organization_id = ${organizationId} AND at < ${before}::timestamptz ORDER BY at LIMIT ${limit})`);
}

/**
 * Removes events that are older than `before`, with their deliveries; not those that an enabled subscription still waits
 * for. @returns how many events, at most `limit`.
 */
export async function removeOldDeliveries(tx: Session, organizationId: string, before: string, limit: number): Promise<number> {
  await lockToFinish(tx);
  const old = await tx.query<{ id: string }>(sql`
    SELECT e.id FROM webhook_event e WHERE e.organization_id = ${organizationId} AND e.created_at < ${before}::timestamptz
      AND NOT EXISTS (
        SELECT FROM webhook_delivery d JOIN webhook_subscription s ON s.organization_id = d.organization_id AND s.id = d.subscription_id AND s.enabled
        WHERE d.organization_id = e.organization_id AND d.event_id = e.id AND d.state = 'Pending')
    ORDER BY e.created_at LIMIT ${limit} FOR UPDATE OF e SKIP LOCKED`);
  if (old.length === 0) return 0;
  const ids = old.map((event) => event.id);
  const removed = await tx.query<Turn & { waited: boolean }>(sql`
    DELETE FROM webhook_delivery WHERE organization_id = ${organizationId} AND event_id = ANY(${ids}::uuid[])
    RETURNING subscription_id, conversation_id, state = 'Pending' AND attempts = 0 AS waited`);
  await tx.execute(sql`DELETE FROM webhook_event WHERE organization_id = ${organizationId} AND id = ANY(${ids}::uuid[])`);
  // Younger ones of the same conversation would wait for ever for those that were never made.
  await giveTurns(
    tx,
    removed.filter((delivery) => delivery.waited),
  );
  return old.length;
}

/** When the next delivery that nobody has in hand falls due; undefined when none waits. */
export async function nextDue(session: Session): Promise<string | undefined> {
  const row = await session.maybe<{ at: string | null }>(sql`
    SELECT min(d.next_at) AS at FROM webhook_delivery d
    JOIN webhook_subscription s ON s.organization_id = d.organization_id AND s.id = d.subscription_id AND s.enabled
    WHERE d.state = 'Pending' AND d.ready AND d.lease IS NULL`);
  return row?.at ?? undefined;
}

/** How far deliveries are behind. `oldest` is the due time of the one that waits longest, null when none is due. */
export interface Backlog {
  readonly waiting: number;
  readonly due: number;
  readonly oldest: string | null;
}

/** For metrics and the doctor: of all organizations, those of disabled subscriptions left out. */
export async function backlog(session: Session, now: string): Promise<Backlog> {
  const row = await session.maybe<Backlog>(sql`
    SELECT count(*) AS waiting, count(*) FILTER (WHERE d.ready AND d.next_at <= ${now}::timestamptz) AS due, min(d.next_at) FILTER (WHERE d.ready AND d.next_at <= ${now}::timestamptz) AS oldest
    FROM webhook_delivery d JOIN webhook_subscription s ON s.organization_id = d.organization_id AND s.id = d.subscription_id
    WHERE d.state = 'Pending' AND s.enabled`);
  return row!;
}

/** Enabled subscriptions of which nothing was taken since before `before`, of all organizations. */
export function failingSince(session: Session, before: string): Promise<{ id: string; name: string; failing_since: string }[]> {
  return session.query(sql`SELECT id, name, failing_since FROM webhook_subscription WHERE enabled AND failing_since < ${before}::timestamptz ORDER BY failing_since LIMIT 20`);
}
