import { sample } from '../../base/sample.ts';
import { described, Type, Uuid } from '../../base/schema.ts';
import { describeCall } from '../../platform/operation.ts';
import * as schema from './schema.ts';

const tags = ['Webhooks'];
const path = Type.Object({ webhookSubscriptionId: described(Uuid, 'The subscription.') });

const filters = {
  Conversation: {
    strategy: 'All',
    conditions: [
      { field: 'InitialChannel', values: ['email', 'widget_chat'], _type: 'IsOneOf' },
      { field: 'OperationOrigin', values: ['ApiImport'], _type: 'IsNotOneOf' },
    ],
    _type: 'CombinedFilters',
  },
};

const subscription = {
  id: '0193a5f0-3b71-7c28-94ad-e6d20f8b5a13',
  name: 'Order system',
  subscribedEvents: ['ConversationCreated', 'ConversationClosed'],
  url: 'https://orders.nordhavn-cycles.example/hooks/parley',
  headers: { 'X-Shop': 'copenhagen', Authorization: 'Bearer 7f3k-order-system' },
  secretKey: '6b1f8ad4c03e97527de1b6408c95f2aa3d70e9148b5c26f7a1d8034e9b6c5f20',
  enabled: true,
  createdAt: '2026-03-02T08:00:00.000Z',
  createdBy: sample.agentId,
  updatedAt: '2026-03-02T08:00:00.000Z',
  updatedBy: sample.agentId,
  filters,
};

export const getWebhooks = describeCall({
  id: 'getWebhooks',
  method: 'GET',
  path: '/webhooks',
  tags,
  summary: 'List webhook subscriptions',
  description: 'All subscriptions of the organization, oldest first.',
  effect: 'read',
  status: 200,
  answer: schema.ListWebhookSubscriptionsEndpointOutput,
  errors: [400, 500],
  example: { answer: { data: [subscription] } },
});

export const postWebhooks = describeCall({
  id: 'postWebhooks',
  method: 'POST',
  path: '/webhooks',
  tags,
  summary: 'Create a webhook subscription',
  description: 'From now on the events are sent to the URL. The answer holds the secret key with which they are signed.',
  effect: 'write',
  body: schema.CreateWebhookSubscriptionInput,
  accepts: schema.TakenWebhookSubscriptionInput,
  bodyRequired: true,
  status: 201,
  answer: schema.CreateWebhookSubscriptionOutput,
  errors: [400, 500],
  example: {
    body: {
      name: subscription.name,
      events: subscription.subscribedEvents,
      url: subscription.url,
      authorization: { value: '7f3k-order-system', _type: 'TokenAuth' },
      customHeaders: { 'X-Shop': 'copenhagen' },
      filters,
    },
    answer: { data: subscription },
  },
});

export const getWebhooksWebhooksubscriptionid = describeCall({
  id: 'getWebhooksWebhooksubscriptionid',
  method: 'GET',
  path: '/webhooks/{webhookSubscriptionId}',
  tags,
  summary: 'Get a webhook subscription',
  effect: 'read',
  params: path,
  status: 200,
  answer: schema.GetWebhookSubscriptionOutput,
  errors: [400, 404, 500],
  example: { answer: { data: subscription } },
});

export const patchWebhooksWebhooksubscriptionid = describeCall({
  id: 'patchWebhooksWebhooksubscriptionid',
  method: 'PATCH',
  path: '/webhooks/{webhookSubscriptionId}',
  tags,
  summary: 'Change a webhook subscription',
  description: 'What is left out stays as it is; events, headers and filters are replaced as a whole. What waits to be sent stays while the subscription is disabled.',
  effect: 'write',
  params: path,
  body: schema.PatchWebhookSubscriptionInput,
  accepts: schema.TakenWebhookSubscriptionPatch,
  bodyRequired: true,
  status: 200,
  answer: schema.PatchWebhookSubscriptionOutput,
  errors: [400, 404, 500],
  example: {
    body: { name: 'Order system (north)', events: ['ConversationNoteAdded'] },
    answer: { data: { ...subscription, name: 'Order system (north)', subscribedEvents: ['ConversationNoteAdded'] } },
  },
});

export const deleteWebhooksWebhooksubscriptionid = describeCall({
  id: 'deleteWebhooksWebhooksubscriptionid',
  method: 'DELETE',
  path: '/webhooks/{webhookSubscriptionId}',
  tags,
  summary: 'Delete a webhook subscription',
  description: 'Nothing more is sent, not even what was waiting; the log of deliveries goes away too.',
  effect: 'destroy',
  params: path,
  status: 204,
  errors: [400, 404, 500],
});

export const getWebhooksWebhooksubscriptionidDeliveryStatus = describeCall({
  id: 'getWebhooksWebhooksubscriptionidDelivery-status',
  method: 'GET',
  path: '/webhooks/{webhookSubscriptionId}/delivery-status',
  tags,
  summary: 'Get the latest deliveries of a webhook subscription',
  description: 'For each subscribed event, what became of its latest delivery within the last 30 days.',
  effect: 'read',
  params: path,
  status: 200,
  answer: schema.GetWebhookLastDeliveryStatusOutput,
  errors: [400, 404, 500],
  example: {
    answer: {
      data: [
        { event: 'ConversationCreated', deliveryStatus: { deliveryTimestamp: '2026-03-02T10:15:04.301Z', success: true, responseCode: 200, responseText: 'OK', _type: 'DeliveryDetail' } },
        { event: 'ConversationClosed', deliveryStatus: { _type: 'NoRecentDelivery' } },
      ],
    },
  },
});

const examplePayload = {
  event_id: '0193a5c9-5e84-7b11-8c02-9f4e6d7a1b35',
  event_fqn: 'CONVERSATION_NOTE_ADDED',
  event_version: '1',
  event_timestamp: '2026-03-02T10:15:04.120Z',
  organization: { id: '0193a5a0-0c4e-7f52-b8a1-2d9e6c7f3b40', name: 'Nordhavn Cycles' },
  data: { conversation: { csid: sample.conversationId, channel: 'EMAIL', status: 'OPEN' }, note_id: sample.noteId, text: 'Called twice, no reply.' },
};

export const getWebhooksWebhooksubscriptionidDeliveryStatusLogsEvent = describeCall({
  id: 'getWebhooksWebhooksubscriptionidDelivery-statusLogsEvent',
  method: 'GET',
  path: '/webhooks/{webhookSubscriptionId}/delivery-status/logs/{event}',
  tags,
  summary: 'Get the delivery log of one event',
  description: 'The latest 100 attempts to deliver the event, newest first, each with what was sent.',
  effect: 'read',
  params: Type.Object({ ...path.properties, event: Type.String({ description: 'The name of the event, as in subscriptions.' }) }),
  status: 200,
  answer: schema.GetWebhookEventDeliveryLogsOutput,
  errors: [400, 404, 500],
  example: {
    answer: {
      data: [
        {
          deliveryDetail: { deliveryTimestamp: '2026-03-02T10:15:04.301Z', success: true, responseCode: 200, responseText: 'OK' },
          payload: JSON.stringify(examplePayload),
        },
      ],
    },
  },
});
