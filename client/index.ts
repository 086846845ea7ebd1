/**
 * A typed client of the API, for Node (20 or newer) and browsers, without dependencies: every operation, lists as async
 * iterators, repetitions that are safe, and the check of webhooks.
 */
export { createClient } from './client.ts';
export type { Client, ClientOptions } from './client.ts';
export type { components, operations } from './description.ts';
export { ApiError, BadRequestError, ConflictError, ConnectionError, NotFoundError, RateLimitError, ServerError, UnauthorizedError } from './errors.ts';
export type { AnswerOf, InputOf, OperationId, PagedId, RequestSettings, RowOf } from './operations.ts';
export { verifyWebhook, WebhookError } from './webhooks.ts';
export type { Delivery, WebhookEvent } from './webhooks.ts';
