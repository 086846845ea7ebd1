import { newId } from '../../server/base/ids.ts';
import { seedOrganization } from '../../server/main/seed/seed.ts';
import { createToken } from '../../server/modules/tokens/index.ts';
import { raw, sql } from '../../server/platform/db/database.ts';
import type { Kind } from './id-fields.ts';
import type { TestParley } from './parley.ts';

/** An organization with the demonstration's life in it, and what it has of each kind of thing. */
export interface Shop {
  readonly organizationId: string;
  readonly token: string;
  readonly adminId: string;
  /** Ids of rows that are there now. The acting person is left out, so that no call ends its own token. */
  ids(): Promise<Record<Kind, readonly (string | number)[]>>;
}

/** For each kind where its rows are: table, column of the id, and which rows. */
const places: Readonly<Partial<Record<Kind, readonly [table: string, column?: string, which?: string]>>> = {
  agent: ['person', 'id', "kind = 'Agent' AND display_name <> 'Acting'"],
  endUser: ['person', 'id', "kind = 'EndUser' AND anonymized_at IS NULL"],
  team: ['team'],
  queue: ['queue'],
  conversation: ['conversation'],
  message: ['message'],
  tag: ['tag', 'id', "state = 'Active'"],
  rating: ['rating'],
  schedule: ['business_hours_schedule'],
  template: ['template'],
  conversationAttribute: ['custom_attribute_definition', 'id', "entity_type = 'Conversation'"],
  contactAttribute: ['custom_attribute_definition', 'id', "entity_type = 'Contact'"],
  contactEndpoint: ['contact_endpoint', 'address'],
  emailEndpoint: ['contact_endpoint', 'address', "kind = 'EmailEndpoint'"],
  phoneEndpoint: ['contact_endpoint', 'address', "'Sms' = ANY (functionality)"],
  widget: ['chat_widget'],
  collection: ['knowledge_collection'],
  category: ['knowledge_category'],
  article: ['knowledge_article'],
  webhook: ['webhook_subscription'],
  request: ['anonymization_request'],
  email: ['person', 'email'],
  phone: ['person', 'phone_number'],
  externalId: ['person', 'external_id'],
};

/** Fills an organization of its own, with its own names in what the seed calls the same everywhere. */
export async function openShop(parley: TestParley, subdomain: string): Promise<Shop> {
  const { ctx } = parley;
  const organizationId = newId();
  const now = ctx.clock.now().toISOString();
  await ctx.db.execute(sql`INSERT INTO organization (id, subdomain, name, created_at) VALUES (${organizationId}, ${subdomain}, ${subdomain}, ${now})`);
  const adminId = newId();
  await ctx.db.execute(sql`
    INSERT INTO person (organization_id, id, kind, roles, display_name, email, created_at, updated_at)
    VALUES (${organizationId}, ${adminId}, 'Agent', ${['Agent', 'Admin']}, 'Acting', ${`admin@${subdomain}.example`}, ${now}, ${now})`);
  await seedOrganization(ctx, { organizationId, subdomain });
  const token = await createToken(ctx.db, ctx.clock, { organizationId, personId: adminId, name: 'test' });
  return {
    organizationId,
    token,
    adminId,
    async ids() {
      const found: Partial<Record<Kind, (string | number)[]>> = {};
      for (const [kind, [table, column = 'id', which = 'true']] of Object.entries(places)) {
        const rows = await ctx.db.query<{ id: string | number }>(sql`
          SELECT ${raw(column)} AS id FROM ${raw(table)} WHERE organization_id = ${organizationId} AND ${raw(column)} IS NOT NULL AND ${raw(which)} ORDER BY 1 LIMIT 200`);
        found[kind as Kind] = rows.map(({ id }) => id);
      }
      return found as Record<Kind, readonly (string | number)[]>;
    },
  };
}
