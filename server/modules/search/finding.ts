import { empty, sql, type Session, type Sql } from '../../platform/db/database.ts';
import type { TextQuery } from './store.ts';

/**
 * Finding the newest conversations that fit, so that it costs the same whether nearly all of them fit or nearly none:
 *
 * 1. The newest are looked at one by one, a bounded number. What many fit ends here: a frequent word reads a page's
 *    worth and not all its matches.
 * 2. What is left fits few, so those few are gathered from the indexes, all at once, and sorted.
 *
 * Each step goes on where the one before it ended, so nothing is missed and nothing comes twice.
 */
interface Sought {
  readonly organizationId: string;
  /** On `conversation c`. */
  readonly condition: Sql | undefined;
  readonly text: TextQuery | undefined;
  readonly backwards: boolean;
}

/** How far each step goes. What is found does not depend on it, only how long that takes. */
export interface Reach {
  /** How many conversations are looked at before the first guess, and at most. */
  readonly walk: number;
  readonly far: number;
  /** Of conversations that the filters let through, how many are asked for the words one by one. */
  readonly asked: number;
  /** The longest stretch in which words are looked up before they are looked up everywhere. */
  readonly stretch: number;
}
const usual: Reach = { walk: 2000, far: 12_000, asked: 4000, stretch: 30_000 };

interface Stretch {
  readonly ids: number[];
  /** Where it ended; null when there is nothing behind it. */
  readonly edge: number | null;
}

const behind = ({ backwards }: Sought, column: Sql, edge: number | null): Sql => (edge === null ? empty : backwards ? sql`AND ${column} > ${edge}::bigint` : sql`AND ${column} < ${edge}::bigint`);
const order = ({ backwards }: Sought, column: Sql): Sql => (backwards ? column : sql`${column} DESC`);
const id = sql`c.id`;

/** The conversation that lies `distance` behind `edge`; null when there are fewer. */
async function placeBehind(session: Session, sought: Sought, edge: number | null, distance: number): Promise<number | null> {
  const found = await session.maybe<{ id: number }>(
    sql`SELECT c.id FROM conversation c WHERE c.organization_id = ${sought.organizationId} ${behind(sought, id, edge)} ORDER BY ${order(sought, id)} OFFSET ${distance - 1} LIMIT 1`,
  );
  return found?.id ?? null;
}

/** Looks at the next `window` conversations behind `edge`. */
async function walk(session: Session, sought: Sought, edge: number | null, window: number, wanted: number): Promise<Stretch> {
  const near = sql`SELECT c.* FROM conversation c WHERE c.organization_id = ${sought.organizationId} ${behind(sought, id, edge)} ORDER BY ${order(sought, id)}`;
  // A subquery that cannot become a join: it must be asked of each conversation in turn, and not of all texts at once.
  // The fence keeps the index of words out, which for rare words seems the better way and would be read for each conversation anew.
  const said =
    sought.text === undefined
      ? empty
      : sql`AND (SELECT true FROM (SELECT e.words FROM search_entry e WHERE e.organization_id = c.organization_id AND e.conversation_id = c.id OFFSET 0) AS s WHERE s.words @@ ${sought.text} LIMIT 1)`;
  const [found] = await session.query<Stretch>(
    sql`SELECT ARRAY(SELECT c.id FROM (${near} LIMIT ${window}) AS c WHERE ${sought.condition ?? sql`true`} ${said} ORDER BY ${order(sought, id)} LIMIT ${wanted}) AS ids,
      (SELECT n.id FROM (${near} OFFSET ${window - 1} LIMIT 1) AS n) AS edge`,
    { prepare: false },
  );
  return { ids: found!.ids.map(Number), edge: found!.edge };
}

/** All behind `edge` that the filters let through, the first `limit` of them. Gathered before it is sorted, so that the indexes of the filters are used and not the order. */
async function gather(session: Session, sought: Sought, edge: number | null, limit: number): Promise<number[]> {
  const rows = await session.query<{ id: number }>(
    sql`WITH fit AS MATERIALIZED (SELECT c.id FROM conversation c WHERE c.organization_id = ${sought.organizationId} ${behind(sought, id, edge)} AND ${sought.condition!})
      SELECT c.id FROM fit c ORDER BY ${order(sought, id)} LIMIT ${limit}`,
    { prepare: false },
  );
  return rows.map((row) => row.id);
}

/** Which of these conversations have the words. */
async function having(session: Session, sought: Sought, ids: readonly number[], wanted: number): Promise<number[]> {
  if (ids.length === 0) return [];
  const rows = await session.query<{ id: number }>(
    sql`SELECT DISTINCT s.conversation_id AS id FROM search_entry s
      WHERE s.organization_id = ${sought.organizationId} AND s.conversation_id = ANY(${ids}::bigint[]) AND s.words @@ ${sought.text!} ORDER BY ${sought.backwards ? sql`1` : sql`1 DESC`} LIMIT ${wanted}`,
    { prepare: false },
  );
  return rows.map((row) => row.id);
}

/** All behind `edge` (and no farther than `floor`) that have the words, and that the filters let through. */
async function lookUp(session: Session, sought: Sought, edge: number | null, wanted: number, floor: number | null = null): Promise<number[]> {
  const until = floor === null ? empty : sought.backwards ? sql`AND s.conversation_id <= ${floor}::bigint` : sql`AND s.conversation_id >= ${floor}::bigint`;
  const fitting = sought.condition === undefined ? empty : sql`JOIN conversation c ON c.organization_id = ${sought.organizationId} AND c.id = w.id WHERE ${sought.condition}`;
  const rows = await session.query<{ id: number }>(
    sql`WITH said AS MATERIALIZED (
        SELECT DISTINCT s.conversation_id AS id FROM search_entry s WHERE s.organization_id = ${sought.organizationId} ${behind(sought, sql`s.conversation_id`, edge)} ${until} AND s.words @@ ${sought.text!}
      )
      SELECT w.id FROM said w ${fitting} ORDER BY ${order(sought, sql`w.id`)} LIMIT ${wanted}`,
    { prepare: false },
  );
  return rows.map((row) => row.id);
}

/** Numbers of the conversations that fit, newest first, one more than asked for. */
export async function findConversations(
  session: Session,
  organizationId: string,
  condition: Sql | undefined,
  text: TextQuery | undefined,
  page: { limit: number; backwards: boolean; cursor: { key: readonly (string | number)[] } | undefined },
  reach = usual,
): Promise<number[]> {
  const sought: Sought = { organizationId, condition, text, backwards: page.backwards };
  const wanted = page.limit + 1;
  let edge = page.cursor === undefined ? null : Number(page.cursor.key[0]);
  const found: number[] = [];
  let farther = 0;
  for (let [walked, window] = [0, reach.walk]; ;) {
    const stretch = await walk(session, sought, edge, window, wanted - found.length);
    found.push(...stretch.ids);
    if (found.length >= wanted || stretch.edge === null) return found;
    walked += window;
    edge = stretch.edge;
    farther = Math.ceil((walked * (wanted - found.length) * 1.3) / found.length);
    if (walked + farther > reach.far) break;
    window = farther;
  }
  const missing = wanted - found.length;
  if (text === undefined) return [...found, ...(await gather(session, sought, edge, missing))];
  if (condition === undefined) {
    // Words that come now and then: a stretch that should hold enough of them, then all the rest.
    const floor = farther > reach.stretch ? null : await placeBehind(session, sought, edge, farther);
    if (floor !== null) found.push(...(await lookUp(session, sought, edge, missing, floor)));
    if (found.length >= wanted) return found;
    return [...found, ...(await lookUp(session, sought, floor ?? edge, wanted - found.length))];
  }
  const fitting = await gather(session, sought, edge, reach.asked);
  found.push(...(await having(session, sought, fitting, missing)));
  if (found.length >= wanted || fitting.length < reach.asked) return found;
  return [...found, ...(await lookUp(session, sought, fitting.at(-1)!, wanted - found.length))];
}
