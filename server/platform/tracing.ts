import { tracingChannel } from 'node:diagnostics_channel';

/** An operation that begins. It says who asked for what, and nothing of what was sent. */
export interface OperationTrace {
  /** The operation's id in the table. */
  readonly operation: string;
  /** The organization that calls. */
  readonly organizationId: string;
  /** The status when it succeeds. A `Fault` bears its own. */
  readonly status: number;
  /** Of a call over HTTP; absent for one from inside. */
  readonly http?: {
    readonly method: string;
    /** With names for the parts that change: `/beta/tags/{tagId}`. */
    readonly route: string;
    /** As answers and the log name the request. */
    readonly requestId: string;
    /** The caller's W3C trace context, as it came. */
    readonly traceparent: string | undefined;
  };
}

/**
 * What those who trace can listen to, by name, from outside of the bundle (`bin/telemetry.mjs` does). Without a listener
 * it costs one look at a property.
 */
const operations = tracingChannel<string, OperationTrace>('parley:operation');
const statements = tracingChannel<string, { readonly text: string }>('parley:statement');

/** Runs an operation so that listeners see it begin and end, and what happens inside as inside of it. */
export function traceOperation<T>(trace: () => OperationTrace, work: () => Promise<T>): Promise<T> {
  return operations.start.hasSubscribers ? operations.tracePromise(work, trace()) : work();
}

/** The same for a statement of the database. @param text as prepared: values are not part of it. */
export function traceStatement<T>(text: string, work: () => Promise<T>): Promise<T> {
  return statements.start.hasSubscribers ? statements.tracePromise(work, { text }) : work();
}
