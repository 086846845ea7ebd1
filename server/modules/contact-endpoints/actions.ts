import { invalid, notFound } from '../../base/errors.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/operation.ts';
import { isE164, isEmail } from '../people/index.ts';
import { selectContactEndpoint, selectContactEndpoints, type ContactEndpointRow } from './store.ts';

/** @param kind only these; all when left out. */
export const listContactEndpoints = (ctx: Context, actor: Actor, kind: ContactEndpointRow['kind'] | undefined): Promise<ContactEndpointRow[]> =>
  selectContactEndpoints(ctx.db, actor.organizationId, kind);

/** @param address the address itself, which is the endpoint's id. @throws Fault 400 when it is no address at all, 404. */
export async function getContactEndpoint(ctx: Context, actor: Actor, address: string): Promise<ContactEndpointRow> {
  if (!isEmail(address) && !isE164(address)) throw invalid('The contactEndpointId is neither a valid email nor a valid E.164 phone number');
  const row = await selectContactEndpoint(ctx.db, actor.organizationId, address);
  if (!row) throw notFound();
  return row;
}
