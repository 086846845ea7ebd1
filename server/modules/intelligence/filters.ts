import { invalid } from '../../base/errors.ts';
import { isUuid } from '../../base/ids.ts';
import { sql, type Sql } from '../../platform/db/database.ts';
import { channelsNamed, factTests } from '../analytics/index.ts';
import type { Category, FilterDefinition, Operator, SecondaryFilter } from './schema.ts';

const machine = sql`(SELECT a.person_id FROM ai_agent a WHERE a.organization_id = f.organization_id)`;

/** Whose facts a category looks at; those of conversations are everybody's. Agents that are gone count too. */
export const whose: Readonly<Record<Category, readonly Sql[]>> = {
  conversations: [],
  agents: [sql`f.agent_id IS NOT NULL`, sql`f.agent_id NOT IN ${machine}`],
  aiagents: [sql`f.agent_id IN ${machine}`],
};

interface Attribute extends FilterDefinition {
  /** The values that can be compared. @throws Fault 400. */
  readonly check?: (values: readonly string[]) => void;
  readonly one: (values: readonly string[]) => Sql;
  readonly all?: (values: readonly string[]) => Sql;
  readonly empty?: Sql;
}

function checkUuids(values: readonly string[]): void {
  const wrong = values.find((value) => !isUuid(value));
  if (wrong !== undefined) throw invalid('Invalid value in request (filters: a value is not a valid uuid)');
}

function checkChannels(values: readonly string[]): void {
  if (values.some((value) => channelsNamed([value]).length === 0)) throw invalid('Invalid value in request (filters: there is no such channel)');
}

const borne = sql`SELECT ct.tag_id FROM conversation_tag ct WHERE ct.organization_id = f.organization_id AND ct.conversation_id = f.conversation_id`;
const withEmpty: readonly Operator[] = ['IsEmpty', 'IsNotEmpty', 'IsOne', 'IsNotOne'];
const plain: readonly Operator[] = ['IsOne', 'IsNotOne'];

/** What a query can narrow down by. */
const attributes: readonly Attribute[] = [
  {
    attribute: 'agent',
    aliases: ['agentId'],
    type: 'Uuid',
    operators: [...withEmpty],
    defaultOperator: 'IsOne',
    description: 'The agent concerned',
    check: checkUuids,
    one: factTests.agent_id!,
    empty: sql`f.agent_id IS NULL`,
  },
  {
    attribute: 'queue',
    aliases: ['queueId'],
    type: 'Uuid',
    operators: [...withEmpty],
    defaultOperator: 'IsOne',
    description: 'The queue that the conversation was in',
    check: checkUuids,
    one: factTests.queue_id!,
    empty: sql`f.queue_id IS NULL`,
  },
  {
    attribute: 'team',
    aliases: ['teamId'],
    type: 'Uuid',
    operators: [...plain],
    defaultOperator: 'IsOne',
    description: 'A team that the agent is in now',
    check: checkUuids,
    one: (values) => sql`f.agent_id IN (SELECT tm.person_id FROM team_member tm WHERE tm.organization_id = f.organization_id AND tm.team_id = ANY(${values}::uuid[]))`,
  },
  {
    attribute: 'channel',
    aliases: ['initialChannel'],
    type: 'String',
    operators: [...plain],
    defaultOperator: 'IsOne',
    description: 'The channel of the conversation',
    check: checkChannels,
    one: factTests.channel!,
  },
  {
    attribute: 'direction',
    aliases: ['initialDirection'],
    type: 'String',
    operators: [...plain],
    defaultOperator: 'IsOne',
    description: 'Who began the conversation',
    one: factTests.initial_direction!,
  },
  {
    attribute: 'tag',
    aliases: ['tagId'],
    type: 'Uuid',
    operators: [...withEmpty, 'IsAll'],
    defaultOperator: 'IsOne',
    description: 'Tags that the conversation bears now',
    check: checkUuids,
    one: factTests.tag_id!,
    all: (values) => sql`(SELECT count(*) FROM (${borne} AND ct.tag_id = ANY(${values}::uuid[])) AS borne) = ${new Set(values.map((value) => value.toLowerCase())).size}`,
    empty: sql`NOT EXISTS (${borne})`,
  },
  {
    attribute: 'contactPoint',
    aliases: [],
    type: 'String',
    operators: [...withEmpty],
    defaultOperator: 'IsOne',
    description: 'The address, number or widget it came through',
    one: factTests.contact_point!,
    empty: sql`f.contact_point IS NULL`,
  },
];

export const attributeNames = attributes.map(({ attribute }) => attribute);

/** The attributes as a catalogue shows them. */
export const describeFilters = (names: readonly string[]): FilterDefinition[] =>
  attributes
    .filter(({ attribute }) => names.includes(attribute))
    .map(({ attribute, aliases, type, operators, defaultOperator, description }) => ({ attribute, aliases, type, operators, defaultOperator, ...(description === undefined ? {} : { description }) }));

/**
 * A filter as a condition about a fact `f`; undefined when it does not restrict.
 * @throws Fault 400: unknown attribute, an operator that it does not take, values that are none.
 */
function conditionOf(filter: SecondaryFilter, at: string, names: readonly string[]): Sql | undefined {
  const known = attributes.find(({ attribute, aliases }) => (attribute === filter.attribute || aliases.includes(filter.attribute)) && names.includes(attribute));
  if (!known) throw invalid(`Invalid value in request (${at}.attribute: there is no such filter here)`);
  const operator = filter.operator ?? known.defaultOperator;
  if (!known.operators.includes(operator)) throw invalid(`Invalid value in request (${at}.operator must be one of ${known.operators.join(', ')})`);
  if (operator === 'IsEmpty') return known.empty!;
  if (operator === 'IsNotEmpty') return sql`NOT (${known.empty!})`;
  const values = filter.values ?? [];
  if (values.length === 0) return undefined;
  known.check?.(values);
  if (operator === 'IsAll') return known.all!(values);
  return operator === 'IsOne' ? known.one(values) : sql`NOT coalesce(${known.one(values)}, false)`;
}

/** All conditions of a query. @throws Fault 400 naming the filter. */
export function conditionsOf(filters: readonly SecondaryFilter[], names: readonly string[]): Sql[] {
  return filters.flatMap((filter, index) => conditionOf(filter, `filters[${index}]`, names) ?? []);
}
