import type { Static, TObject, TSchema } from '../base/schema.ts';
import { Named, Type } from '../base/schema.ts';
import type { Context } from './context.ts';

/** Who calls: one person of one organization, by one token. */
export interface Actor {
  readonly organizationId: string;
  readonly personId: string;
  readonly tokenId: string;
  /** `read`, `write`, or a tag of the description with one of them behind (`Tags:write`). Empty: everything. */
  readonly scopes: readonly string[];
}

/** Tells who calls from the `Authorization` header; undefined when nobody is known by it. */
export type ReadToken = (header: string | undefined) => Promise<Actor | undefined>;

export type Version = 'beta' | 'v1';

/** A call after authentication, normalisation and validation. */
export interface Call<P, Q, B> {
  readonly actor: Actor;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** The prefix that was called. */
  readonly version: Version;
  /** The path that was called, prefix included; links to other pages carry it. */
  readonly path: string;
}

/** A request before validation. */
export interface RawCall {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** A call of an operation from inside. */
export interface InvokeRequest {
  /** `PUT /conversations/{conversationId}/tags/{tagId}`: an operation, or a form that only clients know. */
  readonly route: string;
  /** Null and undefined are the same as left out. */
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  /** For a multipart body: `GivenFiles`. */
  readonly body?: unknown;
}

/** What became of it: `message` is there when, and only when, it failed. */
export interface Outcome {
  /** The operation's id. */
  readonly operation: string;
  readonly status: number;
  readonly body?: unknown;
  readonly message?: string;
}

export type Invoke = (actor: Actor, request: InvokeRequest) => Promise<Outcome>;

/** The parts of a multipart body for a caller that has the files at hand. */
export interface GivenFiles {
  readonly files: readonly { readonly name: string; readonly mediaType: string; readonly content: Buffer }[];
}

/** What a call does to the world. MCP hints, token scopes and the portal's warnings follow from it. */
export type Effect = 'read' | 'write' | 'destroy';

/** The type of a body: of the schema that validates it. */
type BodyOf<Body, Accepts> = Accepts extends TSchema ? Static<Accepts> : Body extends TSchema ? Static<Body> : undefined;
type AnswerOf<S> = S extends TSchema ? Static<S> : void;

/**
 * A conditional type although it has only one case: so the compiler settles it before it reads the handler, and a
 * literal in the answer is not taken for any string.
 */
type Handler<Params extends TObject, Query extends TObject, Body, Accepts, Answer> = [Answer] extends [infer A]
  ? (ctx: Context, call: Call<Static<Params>, Static<Query>, BodyOf<Body, Accepts>>) => Promise<AnswerOf<A>>
  : never;

interface OperationSpec<
  Params extends TObject,
  Query extends TObject,
  Body extends TSchema | undefined,
  Status extends number,
  Answer extends TSchema | undefined,
  Accepts extends TSchema | undefined,
> {
  /** The contract's own name, such as `postConversationsConversationidNotes`. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Without the version prefix: `/conversations/{conversationId}/notes`. */
  readonly path: string;
  readonly tags: readonly string[];
  /** Every 400 has one and the same published text, also of a body that cannot be read; what is wrong stands behind it. */
  readonly refusesInOneText?: boolean;
  /** In our own words; the description's first line. */
  readonly summary: string;
  readonly description?: string;
  readonly effect: Effect;
  readonly deprecated?: boolean;
  /** False: the call answers but is left out of the description (newer than the reference, or known to clients only). */
  readonly published?: boolean;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /**
   * The schema that really validates the body, and types it for the handler, where that is another than the published
   * one: known clients rely on more being taken, or the published union is too loose to find a fault.
   */
  readonly accepts?: Accepts;
  /** Whether a missing body is an error. True where the reference says so. */
  readonly bodyRequired?: boolean;
  /** Default `application/json`. */
  readonly bodyType?: 'application/json' | 'multipart/form-data';
  /** Bytes; 1 MB unless said. */
  readonly bodyLimit?: number;
  /** Null has a meaning of its own in this body (a custom attribute is cleared); elsewhere null means left out. */
  readonly keepNulls?: boolean;
  readonly status: Status;
  /** Absent for an empty answer. */
  readonly answer?: Answer;
  /** A second form of the answer, for a form of the request that only clients know. */
  readonly alsoAnswers?: TSchema;
  /** The declared error statuses. A fault with another status becomes a 400. */
  readonly errors: readonly number[];
  /** An example of the body, for the description, the samples and the mock. */
  readonly example?: { readonly body?: unknown; readonly answer?: unknown };
}

/** What is known of a call without its handler: enough to describe, sample and mock it. */
export type CallDescription = OperationSpec<TObject, TObject, TSchema | undefined, number, TSchema | undefined, TSchema | undefined>;

/** One entry of the operation table. */
export interface Operation extends CallDescription {
  readonly handle: (ctx: Context, call: Call<any, any, any>) => Promise<unknown>;
}

const nothing = Type.Object({});
type Nothing = typeof nothing;

/**
 * A call's description apart from its handler, with its types kept: `operation({ ...theCall, handle })` makes it an
 * entry of the table.
 */
export function describeCall<
  Status extends number,
  Params extends TObject = Nothing,
  Query extends TObject = Nothing,
  Body extends TSchema | undefined = undefined,
  Answer extends TSchema | undefined = undefined,
  Accepts extends TSchema | undefined = undefined,
>(spec: OperationSpec<Params, Query, Body, Status, Answer, Accepts>): OperationSpec<Params, Query, Body, Status, Answer, Accepts> {
  return spec;
}

/**
 * Describes a call once. Validation, types, the OpenAPI description, MCP tools, samples, the mock and the typed client
 * follow from the entry. `handle` returns the answer's body (undefined for an empty one) or throws a `Fault`.
 */
export function operation<
  Status extends number,
  Params extends TObject = Nothing,
  Query extends TObject = Nothing,
  Body extends TSchema | undefined = undefined,
  Answer extends TSchema | undefined = undefined,
  Accepts extends TSchema | undefined = undefined,
>(
  spec: OperationSpec<Params, Query, Body, Status, Answer, Accepts> & {
    readonly handle: Handler<Params, Query, Body, Accepts, Answer>;
  },
): Operation {
  return spec as unknown as Operation;
}

/** The body of every error. */
export const ErrorBody = Named('ErrorResponse', { message: Type.String({ description: 'What was wrong, in a sentence.' }) });
