import { empty, sql, type Session, type Sql } from '../../platform/db/database.ts';
import type { Condition, Within } from './filters.ts';
import type { TextQuery } from './store.ts';

/**
 * Finding the newest conversations that fit, so that it costs the same whether nearly all of them fit or nearly none:
 *
 * 1. The newest are looked at one by one, as far as that is cheaper than what follows. What many fit ends here: a frequent
 *    word reads a page's worth and not all its matches.
 * 2. What is left fits few. Filters gather those from the indexes, in ever longer stretches; words are looked up.
 *
 * Each step goes on where the one before it ended, so nothing is missed and nothing comes twice.
 */
interface Sought {
  readonly organizationId: string;
  readonly condition: Condition | undefined;
  readonly text: TextQuery | undefined;
  readonly backwards: boolean;
}

/** How far each step goes. What is found does not depend on it, only how long that takes. */
export interface Reach {
  /** How many conversations are looked at before the first guess, and at most. */
  readonly walk: number;
  readonly far: number;
  /** Words alone set another bound: fetching a text that the index names takes as long as looking this many conversations through. */
  readonly fetch: number;
  /** Of conversations that the filters let through, how many are asked for the words one by one. */
  readonly asked: number;
  /** How many conversations the stretches hold from which filters gather; behind the last of them comes all the rest. */
  readonly stretches: readonly number[];
}
const usual: Reach = { walk: 2000, far: 12_000, fetch: 2.5, asked: 4000, stretches: [50_000, 400_000] };

/** From `edge`, where the last stretch ended, to `floor`, which belongs to it; null is the beginning or the end of all. */
interface Span {
  readonly edge: number | null;
  readonly floor: number | null;
}

const order = ({ backwards }: Sought, column: Sql): Sql => (backwards ? column : sql`${column} DESC`);
const id = sql`c.id`;

function inside({ backwards }: Sought, { edge, floor }: Span): Within {
  return (column) => {
    const behind = edge === null ? empty : backwards ? sql`AND ${column} > ${edge}::bigint` : sql`AND ${column} < ${edge}::bigint`;
    const until = floor === null ? empty : backwards ? sql`AND ${column} <= ${floor}::bigint` : sql`AND ${column} >= ${floor}::bigint`;
    return sql`${behind} ${until}`;
  };
}

/** The conversation that lies `distance` behind `edge`; null when there are fewer. */
async function placeBehind(session: Session, sought: Sought, edge: number | null, distance: number): Promise<number | null> {
  const found = await session.maybe<{ id: number }>(
    sql`SELECT c.id FROM conversation c WHERE c.organization_id = ${sought.organizationId} ${inside(sought, { edge, floor: null })(id)} ORDER BY ${order(sought, id)} OFFSET ${distance - 1} LIMIT 1`,
  );
  return found?.id ?? null;
}

/** About how many texts have the words, as the planner guesses from its statistics. */
async function guessTexts(session: Session, text: TextQuery): Promise<number> {
  const [row] = await session.query<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(sql`EXPLAIN (FORMAT JSON) SELECT FROM search_entry s WHERE s.words @@ ${text}`, { prepare: false });
  return row!['QUERY PLAN'][0].Plan['Plan Rows'];
}

const numbers = (rows: readonly { id: number }[]): number[] => rows.map((row) => row.id);

/** Looks at the conversations of the span one by one. */
async function walk(session: Session, sought: Sought, span: Span, wanted: number): Promise<number[]> {
  const within = inside(sought, span);
  if (sought.condition === undefined && sought.text !== undefined) {
    // The fence keeps the index of words out, which would be read for all conversations, and not from the newest on.
    const texts = sql`SELECT e.conversation_id, e.words FROM search_entry e WHERE e.organization_id = ${sought.organizationId} ${within(sql`e.conversation_id`)} ORDER BY ${order(sought, sql`e.conversation_id`)} OFFSET 0`;
    return numbers(
      await session.query(sql`SELECT DISTINCT s.conversation_id AS id FROM (${texts}) AS s WHERE s.words @@ ${sought.text} ORDER BY ${order(sought, sql`1`)} LIMIT ${wanted}`, { prepare: false }),
    );
  }
  // A subquery that cannot become a join: it must be asked of each conversation in turn, and not of all texts at once.
  const said =
    sought.text === undefined
      ? empty
      : sql`AND (SELECT true FROM (SELECT e.words FROM search_entry e WHERE e.organization_id = c.organization_id AND e.conversation_id = c.id OFFSET 0) AS s WHERE s.words @@ ${sought.text} LIMIT 1)`;
  const near = sql`SELECT c.* FROM conversation c WHERE c.organization_id = ${sought.organizationId} ${within(id)} ORDER BY ${order(sought, id)} OFFSET 0`;
  const fits = sought.condition?.(() => empty) ?? sql`true`;
  return numbers(await session.query(sql`SELECT c.id FROM (${near}) AS c WHERE ${fits} ${said} ORDER BY ${order(sought, id)} LIMIT ${wanted}`, { prepare: false }));
}

/** All in the span that the filters let through, the first `limit` of them. Gathered before it is sorted, so that the indexes of the filters are used and not the order. */
async function gather(session: Session, sought: Sought, span: Span, limit: number): Promise<number[]> {
  const within = inside(sought, span);
  return numbers(
    await session.query(
      sql`WITH fit AS MATERIALIZED (SELECT c.id FROM conversation c WHERE c.organization_id = ${sought.organizationId} ${within(id)} AND ${sought.condition!(within)})
      SELECT c.id FROM fit c ORDER BY ${order(sought, id)} LIMIT ${limit}`,
      { prepare: false },
    ),
  );
}

/** Which of these conversations have the words. */
async function having(session: Session, sought: Sought, ids: readonly number[], wanted: number): Promise<number[]> {
  if (ids.length === 0) return [];
  return numbers(
    await session.query(
      sql`SELECT DISTINCT s.conversation_id AS id FROM search_entry s
      WHERE s.organization_id = ${sought.organizationId} AND s.conversation_id = ANY(${ids}::bigint[]) AND s.words @@ ${sought.text!} ORDER BY ${order(sought, sql`1`)} LIMIT ${wanted}`,
      { prepare: false },
    ),
  );
}

/** All behind `edge` that have the words, and that the filters let through. */
async function lookUp(session: Session, sought: Sought, edge: number | null, wanted: number): Promise<number[]> {
  const within = inside(sought, { edge, floor: null });
  const fitting = sought.condition === undefined ? empty : sql`JOIN conversation c ON c.organization_id = ${sought.organizationId} AND c.id = w.id WHERE ${sought.condition(() => empty)}`;
  return numbers(
    await session.query(
      sql`WITH said AS MATERIALIZED (
        SELECT DISTINCT s.conversation_id AS id FROM search_entry s WHERE s.organization_id = ${sought.organizationId} ${within(sql`s.conversation_id`)} AND s.words @@ ${sought.text!}
      )
      SELECT w.id FROM said w ${fitting} ORDER BY ${order(sought, sql`w.id`)} LIMIT ${wanted}`,
      { prepare: false },
    ),
  );
}

/** The places where the stretches end, measured by how densely the numbers of conversations lay so far. */
function stretchesBehind({ backwards }: Sought, edge: number, density: number, lengths: readonly number[]): Span[] {
  const spans: Span[] = [];
  let from = edge;
  for (const length of lengths) {
    const floor = Math.round(backwards ? from + length * density : from - length * density);
    spans.push({ edge: from, floor });
    from = floor;
  }
  return [...spans, { edge: from, floor: null }];
}

/** The rest behind `edge` of what the filters let through, with the words if there are any. */
async function gatherAll(session: Session, sought: Sought, spans: readonly Span[], wanted: number, asked: number): Promise<number[]> {
  const found: number[] = [];
  let left = asked;
  for (const span of spans) {
    const missing = wanted - found.length;
    const fitting = await gather(session, sought, span, sought.text === undefined ? missing : left);
    if (sought.text === undefined) found.push(...fitting);
    else {
      found.push(...(await having(session, sought, fitting, missing)));
      // Too many pass the filters to ask each: the words decide.
      if (found.length < wanted && fitting.length === left) return [...found, ...(await lookUp(session, sought, fitting.at(-1)!, wanted - found.length))];
      left -= fitting.length;
    }
    if (found.length >= wanted) return found;
  }
  return found;
}

/** Numbers of the conversations that fit, newest first, one more than asked for. */
export async function findConversations(
  session: Session,
  organizationId: string,
  condition: Condition | undefined,
  text: TextQuery | undefined,
  page: { limit: number; backwards: boolean; cursor: { key: readonly (string | number)[] } | undefined },
  reach = usual,
): Promise<number[]> {
  const sought: Sought = { organizationId, condition, text, backwards: page.backwards };
  const wanted = page.limit + 1;
  const cursor = page.cursor === undefined ? null : Number(page.cursor.key[0]);
  const far = condition === undefined && text !== undefined ? (await guessTexts(session, text)) * reach.fetch : reach.far;
  const found: number[] = [];
  const begin = cursor ?? (await placeBehind(session, sought, null, 1));
  if (begin === null) return [];
  let edge = cursor;
  let walked = 0;
  for (let window = reach.walk; ;) {
    const floor = await placeBehind(session, sought, edge, window);
    found.push(...(await walk(session, sought, { edge, floor }, wanted - found.length)));
    if (found.length >= wanted || floor === null) return found;
    walked += window;
    edge = floor;
    const farther = Math.ceil((walked * (wanted - found.length) * 1.3) / Math.max(1, found.length));
    // Nothing at all tells little about filters, whose fits may begin farther back, all together.
    const hopeless = walked + farther > far && (found.length > 0 || condition === undefined);
    if (walked >= far || hopeless) break;
    // A walk ends where enough is found, so a long window costs no more; only to look for its end among words without bound does.
    window = condition === undefined ? Math.ceil(Math.min(Math.max(farther, walked), far - walked)) : far - walked;
  }
  const missing = wanted - found.length;
  if (condition === undefined) return [...found, ...(await lookUp(session, sought, edge, missing))];
  const spans = stretchesBehind(sought, edge, Math.max(1, Math.abs(edge - begin) / walked), reach.stretches);
  return [...found, ...(await gatherAll(session, sought, spans, missing, reach.asked))];
}
