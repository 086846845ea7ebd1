import { operation, type Operation } from '../../platform/operation.ts';
import * as calls from './calls.ts';
import { selectFlows } from './store.ts';

export const flowOperations: readonly Operation[] = [
  operation({
    ...calls.getConversationsFlows,
    handle: async (ctx, { actor, query }) => {
      const rows = await selectFlows(ctx.db, actor.organizationId, query.channel ?? 'PstnPhone');
      return { data: rows.map((row) => ({ id: row.id, name: row.name, channel: row.channel, contactEndpointId: row.contact_endpoint_id })) };
    },
  }),
];
