import type { Subscription } from './actions.ts';
import type { EventDeliveryLog, EventDeliveryStatus, WebhookSubscription } from './schema.ts';
import { headersOf } from './secrets.ts';
import type { AttemptRow } from './store.ts';

export function viewSubscription({ row, secrets }: Subscription): WebhookSubscription {
  return {
    id: row.id,
    name: row.name,
    subscribedEvents: [...row.events] as NonNullable<WebhookSubscription['subscribedEvents']>,
    url: row.url,
    headers: headersOf(secrets),
    secretKey: secrets.secretKey,
    enabled: row.enabled,
    createdAt: row.created_at,
    createdBy: row.created_by,
    updatedAt: row.updated_at,
    updatedBy: row.updated_by,
    ...(row.filters === null ? {} : { filters: row.filters as unknown as NonNullable<WebhookSubscription['filters']> }),
  };
}

const viewAttempt = (attempt: AttemptRow) => ({ deliveryTimestamp: attempt.at, success: attempt.success, responseCode: attempt.code, responseText: attempt.text });

export const viewStatus = ({ event, last }: { event: string; last: AttemptRow | undefined }): EventDeliveryStatus => ({
  event: event as EventDeliveryStatus['event'],
  deliveryStatus: last === undefined ? { _type: 'NoRecentDelivery' } : { ...viewAttempt(last), _type: 'DeliveryDetail' },
});

export const viewLog = (attempt: AttemptRow & { payload: string }): EventDeliveryLog => ({ deliveryDetail: viewAttempt(attempt), payload: attempt.payload });
