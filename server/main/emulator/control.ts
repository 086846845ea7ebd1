import type { IncomingMessage, ServerResponse } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { Fault, invalid, notFound } from '../../base/errors.ts';
import { AnyOf, DateTime, Enumeration, MapOf, Maybe, Type, type Static, type TObject, type TSchema } from '../../base/schema.ts';
import { parseTime } from '../../base/time.ts';
import { bodyCheck, parameterReader } from '../../api/validate.ts';
import { parseQuery } from '../../api/parse.ts';
import type { Core } from './core.ts';

/** An object that has the named fields and no others. */
const Closed = <P extends Record<string, TSchema>>(properties: P): TObject<P> => Type.Object(properties, { additionalProperties: false });

const Nothing = Closed({});
const text = Maybe(Type.String());
const whole = (minimum: number, maximum = 1_000_000_000): ReturnType<typeof Type.Integer> => Type.Integer({ minimum, maximum });
const status = Maybe(whole(100, 599));

const FreezeBody = Closed({ at: Maybe(DateTime) });
const amount = Maybe(Type.Number({ minimum: 0, maximum: 1e12 }));
const AdvanceBody = Closed({ ms: amount, seconds: amount, minutes: amount, hours: amount, days: amount, to: Maybe(DateTime) });
const FaultBody = Closed({
  operation: text,
  method: text,
  path: text,
  status,
  message: text,
  headers: Maybe(MapOf(Type.String())),
  delayMs: Maybe(whole(0, 600_000)),
  drop: Maybe(Enumeration(['before', 'after'])),
  rate: Maybe(Type.Number({ minimum: 0, maximum: 1 })),
  count: Maybe(whole(1)),
  skip: Maybe(whole(0)),
});
const RequestsQuery = Closed({ operation: text, method: text, path: text, status });
const AssertBody = Closed({
  operation: text,
  method: text,
  path: text,
  status,
  body: Maybe(AnyOf([MapOf(Type.Unknown()), Type.Array(Type.Unknown())])),
  count: Maybe(whole(0)),
  atLeast: Maybe(whole(0)),
  atMost: Maybe(whole(0)),
});
const DeliveriesQuery = Closed({ event: text, subscriptionId: text, url: text, status: Maybe(whole(0, 599)) });
const VerifyBody = Closed({ secretKey: Type.String({ pattern: '^[0-9a-fA-F]+$' }) });
const Reply = Closed({ status: whole(200, 599), retryAfter: Maybe(whole(0)), times: Maybe(whole(1)) });
const WebhooksBody = Closed({ send: Maybe(Type.Boolean()), reply: Maybe(Reply) });
const SeedBody = Closed({ organization: text });

interface Asked<Q, B> {
  readonly core: Core;
  readonly id: number;
  readonly query: Q;
  readonly body: B;
}

interface Route {
  readonly method: string;
  readonly path: string;
  readonly query: TObject;
  readonly check: (value: unknown) => void;
  readonly readQuery: (raw: Readonly<Record<string, string>>) => Record<string, unknown>;
  readonly handle: (asked: Asked<never, never>) => unknown;
}

/** One call of the control. `{id}` in its path is a number. */
function route<Q extends TObject = typeof Nothing, B extends TObject = typeof Nothing>(name: string, parts: { query?: Q; body?: B; handle: (asked: Asked<Static<Q>, Static<B>>) => unknown }): Route {
  const [method = '', path = ''] = name.split(' ');
  const query: TObject = parts.query ?? Nothing;
  return { method, path, query, check: bodyCheck(parts.body ?? Nothing), readQuery: parameterReader(query, 'query'), handle: parts.handle };
}

const clockOf = ({ clock }: Core): unknown => ({ now: clock.now().toISOString(), frozen: clock.frozen });

/** Reads a time that the schema has let pass. */
const timeOf = (given: string): Date => new Date(parseTime(given)!);

const UNITS = { ms: 1, seconds: 1000, minutes: 60_000, hours: 3_600_000, days: 86_400_000 } as const;

/** Milliseconds to go forward. @throws Fault 400 for none, and for a time that is past. */
function distance(core: Core, body: Static<typeof AdvanceBody>): number {
  const { to, ...amounts } = body;
  const given = Object.entries(amounts) as [keyof typeof UNITS, number][];
  if (to === undefined && given.length === 0) throw invalid('Invalid value for: body (one of ms, seconds, minutes, hours, days, to is required)');
  if (to !== undefined && given.length > 0) throw invalid('Invalid value for: body (to stands alone)');
  const ms = to === undefined ? given.reduce((sum, [unit, count]) => sum + count * UNITS[unit], 0) : timeOf(to).getTime() - core.clock.now().getTime();
  if (ms < 0) throw invalid('Invalid value for: body (to is past, and the clock only goes forward)');
  return Math.round(ms);
}

function fieldsOf<T extends object, K extends string>(body: T, names: readonly K[]): Pick<T, K & keyof T> {
  return Object.fromEntries(Object.entries(body).filter(([name]) => (names as readonly string[]).includes(name))) as Pick<T, K & keyof T>;
}

const clockRoutes = [
  route('GET /clock', { handle: ({ core }) => clockOf(core) }),
  route('POST /clock/freeze', {
    body: FreezeBody,
    handle: ({ core, body }) => {
      core.clock.freeze(...(body.at === undefined ? [] : [timeOf(body.at)]));
      return clockOf(core);
    },
  }),
  route('POST /clock/resume', {
    handle: ({ core }) => {
      core.clock.resume();
      return clockOf(core);
    },
  }),
  route('POST /clock/advance', {
    body: AdvanceBody,
    handle: async ({ core, body }) => {
      await core.advance(distance(core, body));
      return clockOf(core);
    },
  }),
];

const faultRoutes = [
  route('GET /faults', { handle: ({ core }) => ({ faults: core.faults.list() }) }),
  route('POST /faults', {
    body: FaultBody,
    handle: ({ core, body }) => {
      if (body.status === undefined && body.delayMs === undefined && body.drop === undefined) throw invalid('Invalid value for: body (one of status, delayMs, drop is required)');
      if (body.status !== undefined && body.drop !== undefined) throw invalid('Invalid value for: body (status and drop exclude each other)');
      return core.faults.add(body);
    },
  }),
  route('DELETE /faults', { handle: ({ core }) => core.faults.clear() }),
  route('DELETE /faults/{id}', {
    handle: ({ core, id }) => {
      if (!core.faults.remove(id)) throw notFound();
    },
  }),
];

const requestRoutes = [
  route('GET /requests', {
    query: RequestsQuery,
    handle: ({ core, query }) => {
      const requests = core.journal.list(query);
      return { count: requests.length, requests };
    },
  }),
  route('DELETE /requests', { handle: ({ core }) => core.journal.clear() }),
  route('POST /requests/assert', {
    body: AssertBody,
    handle: ({ core, body }) => {
      const filter = fieldsOf(body, ['operation', 'method', 'path', 'status', 'body']);
      const complaint = core.journal.complaint(filter, fieldsOf(body, ['count', 'atLeast', 'atMost']));
      if (complaint !== undefined) throw new Fault('conflict', complaint);
      return { count: core.journal.list(filter).length };
    },
  }),
];

const webhooksOf = ({ outbound, reply }: Core): unknown => ({ send: outbound.sending, reply });

const webhookRoutes = [
  route('GET /webhooks', { handle: ({ core }) => webhooksOf(core) }),
  route('PUT /webhooks', {
    body: WebhooksBody,
    handle: ({ core, body }) => {
      if (body.send !== undefined) core.outbound.sending = body.send;
      if (body.reply !== undefined) core.setReply(body.reply);
      return webhooksOf(core);
    },
  }),
  route('GET /deliveries', {
    query: DeliveriesQuery,
    handle: ({ core, query }) => {
      const deliveries = core.outbound.list(query);
      return { count: deliveries.length, deliveries };
    },
  }),
  route('DELETE /deliveries', { handle: ({ core }) => core.outbound.clear() }),
  route('POST /deliveries/{id}/verify', {
    body: VerifyBody,
    handle: ({ core, id, body }) => {
      const delivery = core.outbound.list().find((candidate) => candidate.id === id);
      if (!delivery) throw notFound();
      return { genuine: core.outbound.genuine(delivery, body.secretKey) };
    },
  }),
];

const routes: readonly Route[] = [
  route('GET ', { handle: ({ core }) => ({ organizations: core.world.organizations, clock: clockOf(core), webhooks: webhooksOf(core), faults: core.faults.list().length }) }),
  route('POST /reset', {
    handle: async ({ core }) => {
      const began = performance.now();
      await core.reset();
      return { tookMs: Math.round(performance.now() - began) };
    },
  }),
  route('POST /seed', { body: SeedBody, handle: ({ core, body }) => core.seed(body.organization) }),
  route('POST /settle', { handle: ({ core }) => core.settle() }),
  ...clockRoutes,
  ...faultRoutes,
  ...requestRoutes,
  ...webhookRoutes,
];

/** The path of a route with its number taken out. */
function match(pattern: string, path: string): { readonly id: number } | undefined {
  const found = new RegExp(`^${pattern.replace('{id}', '(\\d{1,15})')}$`).exec(path);
  return found ? { id: Number(found[1] ?? 0) } : undefined;
}

/** Parameters that the route does not know are named, as they may be spelled wrong. */
function readQuery({ query, readQuery: read }: Route, search: string): Record<string, unknown> {
  const raw = parseQuery(search);
  for (const name of Object.keys(raw)) if (!Object.hasOwn(query.properties, name)) throw invalid(`Invalid value for: query parameter ${name} (it is not known)`);
  return read(raw);
}

function readBody(given: string): unknown {
  if (given.trim() === '') return {};
  try {
    return JSON.parse(given);
  } catch {
    throw new Fault('undecodable', 'Decoding failure in request: the body is not valid JSON');
  }
}

async function run(core: Core, method: string, path: string, search: string, body: string): Promise<unknown> {
  const fitting = routes.flatMap((candidate) => {
    const found = match(candidate.path, path);
    return found ? [{ ...found, route: candidate }] : [];
  });
  if (fitting.length === 0) throw notFound();
  const found = fitting.find((candidate) => candidate.route.method === method);
  if (!found) throw new Fault('methodNotAllowed', undefined, { allow: fitting.map((candidate) => candidate.route.method).join(', ') });
  const query = readQuery(found.route, search);
  const value = readBody(body);
  found.route.check(value);
  return await found.route.handle({ core, id: found.id, query, body: value } as Asked<never, never>);
}

/** Answers one call of the control. @param path what follows `/_emulator`. */
export async function control(core: Core, request: IncomingMessage, response: ServerResponse, path: string, search: string): Promise<void> {
  const send = (code: number, value: unknown, headers: Readonly<Record<string, string>> = {}): void => {
    response.writeHead(code, { 'content-type': 'application/json; charset=utf-8', ...headers }).end(JSON.stringify(value));
  };
  try {
    const answer = await run(core, request.method ?? '', path.replace(/\/$/, ''), search, await readText(request));
    send(200, answer ?? {});
  } catch (error) {
    if (error instanceof Fault) send(error.status, { message: error.message }, error.headers);
    else send(500, { message: (error as Error).message });
  }
}
