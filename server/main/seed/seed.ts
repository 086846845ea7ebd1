import type { Clock } from '../../base/clock.ts';
import { derivedId } from '../../base/ids.ts';
import { sql, type Database, type Session } from '../../platform/db/database.ts';
import { type ConversationCounts, seedConversations } from './conversations.ts';
import { seedKnowledge } from './knowledge-rows.ts';
import { agents, aiAgentRows, customers, personRows, presenceRows, teamRows } from './people.ts';
import { insertRows, scopeOf, type Row, type Scope } from './scope.ts';
import { attributeRows, businessHoursRows, endpointRows, flowRows, queueRows, tagRows, widgetRows } from './settings.ts';
import { templateRows } from './templates.ts';

export { removeOrganization } from './remove.ts';

/** What a seed has written. */
export interface SeedSummary extends ConversationCounts {
  readonly agents: number;
  readonly endUsers: number;
  /** The person who administers the organization, when the seed had to bring one. */
  readonly adminId: string | undefined;
}

/** The id of the demonstration's first agent, who administers an organization that has no agent of its own. */
export const demoAdminId = (subdomain: string): string => derivedId('seed', subdomain, 'agent', agents[0]!.name);

async function seedPeople(tx: Session, scope: Scope, withAdmin: boolean): Promise<void> {
  await insertRows(tx, 'person', personRows(scope, withAdmin));
  await insertRows(tx, 'ai_agent', aiAgentRows(scope));
  const { teams, members } = teamRows(scope);
  await insertRows(tx, 'team', teams);
  await insertRows(tx, 'team_member', members);
  await insertRows(tx, 'presence', presenceRows(scope));
}

async function seedSettings(tx: Session, scope: Scope): Promise<void> {
  const { queues, members } = queueRows(scope);
  const tables: readonly (readonly [string, readonly Row[]])[] = [
    ['contact_endpoint', endpointRows(scope)],
    ['chat_widget', widgetRows(scope)],
    ['queue', queues],
    ['queue_member', members],
    ['flow', flowRows(scope)],
    ['custom_attribute_definition', attributeRows(scope)],
    ['business_hours_schedule', businessHoursRows(scope)],
    ['template', templateRows(scope)],
    ['tag', tagRows(scope)],
  ];
  for (const [table, rows] of tables) await insertRows(tx, table, rows);
}

/**
 * Fills an organization that exists with a bicycle shop's two months of conversations, and all they need: people, queues,
 * contact points, flows, attributes, tags, templates, knowledge. Written in one transaction.
 *
 * Ids follow from the subdomain (of conversations: from the sequence), times from `at`, so the same call on a fresh
 * database makes the same rows.
 * @param options.at the time of the run, now when left out; everything lies in the 60 days before its full hour.
 * @throws a unique violation when the organization was seeded before.
 */
export async function seedOrganization(ctx: { readonly db: Database; readonly clock: Clock }, options: { organizationId: string; subdomain: string; at?: Date }): Promise<SeedSummary> {
  const { organizationId, subdomain, at = ctx.clock.now() } = options;
  const scope = scopeOf(organizationId, subdomain, at);
  return await ctx.db.transaction(async (tx) => {
    const withAdmin = !(await tx.maybe(sql`SELECT 1 AS found FROM person WHERE organization_id = ${organizationId} AND kind = 'Agent' LIMIT 1`));
    await seedPeople(tx, scope, withAdmin);
    await seedSettings(tx, scope);
    await seedKnowledge(tx, scope);
    const counts = await seedConversations(tx, scope, at);
    return { agents: agents.length, endUsers: customers.length, adminId: withAdmin ? demoAdminId(subdomain) : undefined, ...counts };
  });
}
