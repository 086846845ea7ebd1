import { invalid } from '../../base/errors.ts';
import { operation, type Operation } from '../../platform/operation.ts';
import * as actions from './actions.ts';
import * as calls from './calls.ts';
import { isEventType } from './event-types.ts';
import { viewLog, viewStatus, viewSubscription } from './view.ts';

export const webhookOperations: readonly Operation[] = [
  operation({ ...calls.getWebhooks, handle: async (ctx, { actor }) => ({ data: (await actions.listSubscriptions(ctx, actor)).map(viewSubscription) }) }),
  operation({ ...calls.postWebhooks, handle: async (ctx, { actor, body }) => ({ data: viewSubscription(await actions.createSubscription(ctx, actor, body)) }) }),
  operation({
    ...calls.getWebhooksWebhooksubscriptionid,
    handle: async (ctx, { actor, params }) => ({ data: viewSubscription(await actions.getSubscription(ctx, actor, params.webhookSubscriptionId)) }),
  }),
  operation({
    ...calls.patchWebhooksWebhooksubscriptionid,
    handle: async (ctx, { actor, params, body }) => ({ data: viewSubscription(await actions.patchSubscription(ctx, actor, params.webhookSubscriptionId, body)) }),
  }),
  operation({ ...calls.deleteWebhooksWebhooksubscriptionid, handle: (ctx, { actor, params }) => actions.deleteSubscription(ctx, actor, params.webhookSubscriptionId) }),
  operation({
    ...calls.getWebhooksWebhooksubscriptionidDeliveryStatus,
    handle: async (ctx, { actor, params }) => ({ data: (await actions.deliveryStatus(ctx, actor, params.webhookSubscriptionId)).map(viewStatus) }),
  }),
  operation({
    ...calls.getWebhooksWebhooksubscriptionidDeliveryStatusLogsEvent,
    handle: async (ctx, { actor, params }) => {
      if (!isEventType(params.event)) throw invalid('Invalid value for: path parameter event (there is no such event)');
      return { data: (await actions.deliveryLog(ctx, actor, params.webhookSubscriptionId, params.event)).map(viewLog) };
    },
  }),
];
