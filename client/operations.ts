import type { calls } from './calls.ts';
import type { operations } from './description.ts';

/** The names of the calls, as the description has them. */
export type OperationId = keyof typeof calls & keyof operations;

/** A name as a method: `getBusiness-hoursSchedules` is `getBusinessHoursSchedules`. */
export type MethodName<Id extends string> = Id extends `${infer Head}-${infer Tail}` ? `${Head}${Capitalize<MethodName<Tail>>}` : Id;

type Parameters<Id extends OperationId> = operations[Id]['parameters'];

/** A key whose value may be left out when nothing in it is required. */
type Part<Name extends string, Value> = [Value] extends [undefined]
  ? { readonly [key in Name]?: never }
  : Record<never, never> extends Value
    ? { readonly [key in Name]?: Value }
    : undefined extends Value
      ? { readonly [key in Name]?: Exclude<Value, undefined> }
      : { readonly [key in Name]: Value };

type BodyOf<Id extends OperationId> = operations[Id] extends { requestBody: { content: infer Content } }
  ? ContentOf<Content>
  : operations[Id] extends { requestBody?: { content: infer Content } }
    ? ContentOf<Content> | undefined
    : never;

type ContentOf<Content> = Content extends { 'application/json': infer Body } ? Body : FormData;

/** Settings of one request. */
export interface RequestSettings {
  /** Ends the request, its repetitions and the waiting between them. */
  readonly signal?: AbortSignal;
  /** Of a POST: your own key, so that a repetition by another process is the same request too. */
  readonly idempotencyKey?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a call takes: path, query and body, as the description says. */
export type InputOf<Id extends OperationId> = Part<'path', NonNullable<Parameters<Id>['path']>> & Part<'query', Parameters<Id>['query']> & Part<'body', BodyOf<Id>> & RequestSettings;

type Success<Id extends OperationId> = operations[Id]['responses'][keyof operations[Id]['responses'] & (200 | 201 | 202 | 204)];

/** What a call answers; undefined when the answer has no body. */
export type AnswerOf<Id extends OperationId> = Success<Id> extends { content: { 'application/json': infer Answer } } ? Answer : undefined;

/** The calls whose answers come in pages. */
export type PagedId = { [Id in OperationId]: Parameters<Id> extends { query?: { pageKey?: string } } ? ([Parameters<Id>['query']] extends [undefined] ? never : Id) : never }[OperationId];

/** One row of a page. */
export type RowOf<Id extends OperationId> = AnswerOf<Id> extends { data: readonly (infer Row)[] } ? Row : never;

/** The input may be left out when nothing in it is required. */
export type Arguments<Id extends OperationId> = Record<never, never> extends InputOf<Id> ? [input?: InputOf<Id>] : [input: InputOf<Id>];

/** Every operation as a method. */
export type Methods = { readonly [Id in OperationId as MethodName<Id>]: (...args: Arguments<Id>) => Promise<AnswerOf<Id>> };
