import { operation, type Operation } from '../../platform/operation.ts';
import { getContactEndpoint, listContactEndpoints } from './actions.ts';
import * as calls from './calls.ts';
import { viewContactEndpoint } from './view.ts';

export const contactEndpointOperations: readonly Operation[] = [
  operation({ ...calls.getContactEndpoints, handle: async (ctx, { actor, query }) => ({ data: (await listContactEndpoints(ctx, actor, query._type)).map(viewContactEndpoint) }) }),
  operation({
    ...calls.getContactEndpointsContactendpointid,
    handle: async (ctx, { actor, params }) => ({ data: viewContactEndpoint(await getContactEndpoint(ctx, actor, params.contactEndpointId)) }),
  }),
];
