import { Data, DateTime, described, Enumeration, Int32, MapOf, Maybe, Named, OneOf, type Static, Type, Uuid, Variant } from '../../base/schema.ts';
import { webhookEventTypes } from './event-types.ts';

const WebhookEventType = Enumeration(webhookEventTypes);
const events = (description: string) => Type.Array(WebhookEventType, { description, uniqueItems: true });

const NoAuth = Variant('NoAuth', {});
const WebhookAuthorization = OneOf('WebhookAuthorization', [
  Variant('BasicAuth', { username: Type.String(), password: Type.String() }),
  NoAuth,
  Variant('TokenAuth', { value: Type.String({ description: 'Sent as `Authorization: Bearer <value>`.' }) }),
]);

const condition = {
  field: described(Enumeration(['InitialChannel', 'OperationOrigin', 'QueueId']), 'What of the conversation is looked at.'),
  values: Type.Array(Type.String(), { minItems: 1, description: 'Channels such as `email` or `pstn_phone`, ids of queues, or `Api` and `ApiImport`.' }),
};
const Filters = OneOf('Filters', [
  Variant('CombinedFilters', {
    strategy: described(Enumeration(['All', 'Any']), 'Whether every condition must hold, or one is enough.'),
    conditions: Type.Array(OneOf('Condition', [Variant('IsNotOneOf', condition), Variant('IsOneOf', condition)]), { minItems: 1 }),
  }),
]);
const FiltersByFamily = MapOf(Filters, { title: 'Map_WebhookEventType_Filters', description: 'Under `Conversation` for all events of conversations, or under the name of one event.' });

const Headers = MapOf(Type.String(), { title: 'Map_String' });

export const WebhookSubscription = Named('WebhookSubscription', {
  id: Uuid,
  name: Type.String(),
  subscribedEvents: Maybe(events('The events that are sent.')),
  url: Type.String(),
  headers: MapOf(Type.String(), { title: 'Webhook_Headers_Map_String_String', description: 'What is sent beside our own headers, the authorization included.' }),
  secretKey: Type.String({ description: 'Hexadecimal digits. Their bytes are the key of the signature.' }),
  enabled: Type.Boolean(),
  createdAt: DateTime,
  createdBy: Uuid,
  updatedAt: DateTime,
  updatedBy: Uuid,
  filters: Maybe(FiltersByFamily),
});
export type WebhookSubscription = Static<typeof WebhookSubscription>;

const name = Type.String({ description: 'What people call it.' });
const url = Type.String({ description: 'Where the events are sent, by http or https.' });
const customHeaders = described(Headers, 'Sent with every event. They replace none of our own.');
const settings = {
  events: Maybe(events('The events to send; none when left out.')),
  enabled: Maybe(Type.Boolean({ description: 'A disabled subscription is sent nothing. True when left out.' })),
  filters: Maybe(FiltersByFamily),
};

export const CreateWebhookSubscriptionInput = Named('CreateWebhookSubscriptionInput', { name, url, authorization: WebhookAuthorization, customHeaders, ...settings });

/** Clients leave out the headers and sometimes the authorization, and name an event twice; no harm is done. */
export const TakenWebhookSubscriptionInput = Named('TakenWebhookSubscriptionInput', {
  name,
  url,
  authorization: Maybe(WebhookAuthorization),
  customHeaders: Maybe(customHeaders),
  ...settings,
  events: Maybe(Type.Array(WebhookEventType)),
});

const patched = { name: Maybe(name), url: Maybe(url), authorization: Maybe(WebhookAuthorization), customHeaders: Maybe(customHeaders), filters: Maybe(FiltersByFamily) };
export const PatchWebhookSubscriptionInput = Named('PatchWebhookSubscriptionInput', { ...patched, events: Maybe(events('The events to send from now on.')), enabled: Maybe(Type.Boolean()) });
export const TakenWebhookSubscriptionPatch = Named('TakenWebhookSubscriptionPatch', { ...patched, events: Maybe(Type.Array(WebhookEventType)), enabled: Maybe(Type.Boolean()) });

const attempt = {
  deliveryTimestamp: Type.String({ description: 'When it was sent.' }),
  success: Type.Boolean({ description: 'Whether the receiver took it: any status from 200 to 299.' }),
  responseCode: described(Int32, 'The status of the answer; 0 when there was none.'),
  responseText: Type.String({ description: 'The beginning of the answer, or why there was none.' }),
};

const EventDeliveryStatus = Named('EventDeliveryStatus', {
  event: WebhookEventType,
  deliveryStatus: OneOf('DeliveryStatus', [Variant('DeliveryDetail', attempt), Variant('NoRecentDelivery', {})]),
});
export type EventDeliveryStatus = Static<typeof EventDeliveryStatus>;

const EventDeliveryLog = Named('EventDeliveryLog', {
  deliveryDetail: Named('DeliveryDetail', attempt),
  payload: Type.String({ description: 'The JSON that was sent, as text.' }),
});
export type EventDeliveryLog = Static<typeof EventDeliveryLog>;

export const ListWebhookSubscriptionsEndpointOutput = Named('ListWebhookSubscriptionsEndpointOutput', { data: Maybe(Type.Array(WebhookSubscription)) });
export const CreateWebhookSubscriptionOutput = Data('CreateWebhookSubscriptionOutput', WebhookSubscription);
export const GetWebhookSubscriptionOutput = Data('GetWebhookSubscriptionOutput', WebhookSubscription);
export const PatchWebhookSubscriptionOutput = Data('PatchWebhookSubscriptionOutput', WebhookSubscription);
export const GetWebhookLastDeliveryStatusOutput = Named('GetWebhookLastDeliveryStatusOutput', { data: Maybe(Type.Array(EventDeliveryStatus)) });
export const GetWebhookEventDeliveryLogsOutput = Named('GetWebhookEventDeliveryLogsOutput', { data: Maybe(Type.Array(EventDeliveryLog)) });
