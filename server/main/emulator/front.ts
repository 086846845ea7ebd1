import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { letOriginIn } from '../../api/cors.ts';
import { splitTarget, withoutDoubleSlash } from '../../api/parse.ts';
import { answerUnreadable } from '../../api/unreadable.ts';
import { MaybeUpgrade } from '../../api/upgrade.ts';
import { catalogue } from '../../base/errors.ts';
import { operations } from '../operations.ts';
import { control } from './control.ts';
import type { Core } from './core.ts';
import type { SetFault } from './faults.ts';
import { operationMatcher } from './matcher.ts';

const ROOM = '/_emulator';
const RECEIVER = `${ROOM}/webhooks/`;

const operationOf = operationMatcher(operations);

/** What a status says when a fault does not. */
const messageOf = (status: number): string => Object.values(catalogue).find((entry) => entry.status === status)?.message ?? `The emulator answers ${status}`;

/** Stands for a webhook's receiver. */
function receive(core: Core, request: IncomingMessage, response: ServerResponse): void {
  request.resume().on('end', () => {
    const { status, retryAfter } = core.takeReply();
    response.writeHead(status, retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }).end();
  });
}

/** The fault's own answer, in the form of an answer of the API. */
function answerFault(request: IncomingMessage, response: ServerResponse, { status, message, headers, id }: SetFault): void {
  const body = JSON.stringify({ message: message ?? messageOf(status!) });
  response.writeHead(status!, { 'content-type': 'application/json; charset=utf-8', 'x-emulator-fault': String(id), ...headers }).end(status === 204 || status === 304 ? undefined : body);
  request.resume();
}

/** Lets the call take effect and breaks the connection when its answer would begin. */
function swallowAnswer(request: IncomingMessage, response: ServerResponse): void {
  const broken = (): ServerResponse => {
    request.socket.resetAndDestroy();
    return response;
  };
  response.writeHead = broken as typeof response.writeHead;
  response.write = (() => false) as typeof response.write;
  response.end = broken as typeof response.end;
}

/** The header with the stored token in it: bare, after `Bearer`, or the password of the `Basic` form of the exports. */
function translated(authorization: string, tokens: ReadonlyMap<string, string>): string {
  const [, basic] = /^basic\s+(\S+)$/i.exec(authorization.trim()) ?? [];
  if (basic === undefined) return tokens.get(authorization.trim().replace(/^bearer\s+/i, '')) ?? authorization;
  const [user = '', ...rest] = Buffer.from(basic, 'base64').toString('utf8').split(':');
  const stored = tokens.get(rest.join(':'));
  return stored === undefined ? authorization : `Basic ${Buffer.from(`${user}:${stored}`).toString('base64')}`;
}

/**
 * What stands before the emulated server: it keeps the port while worlds come and go, writes the journal, lets faults
 * strike, and answers the control. The server behind it is the same as anywhere and knows nothing of it.
 */
export class Front {
  readonly #core: Core;
  readonly #server: Server;
  /** Tokens of another form than ours, and the ones that they stand for. */
  readonly #tokens: ReadonlyMap<string, string>;

  constructor(core: Core, tokens: ReadonlyMap<string, string>) {
    this.#core = core;
    this.#tokens = tokens;
    this.#server = createServer({ IncomingMessage: MaybeUpgrade, requireHostHeader: false, keepAliveTimeout: 75_000 }, (request, response) => {
      void this.#take(request, response).catch(() => response.destroy());
    });
    this.#server.headersTimeout = 80_000;
    this.#server.on('clientError', answerUnreadable);
    this.#server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      this.#translate(request);
      core.world.parley.app.server.emit('upgrade', request, socket, head);
    });
  }

  /** @returns the port. @throws when it is taken. */
  async listen(host: string, port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, () => resolve());
    });
    return (this.#server.address() as { port: number }).port;
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }

  /** Puts the stored token in the place of one that only the front knows, in the form in which it came. */
  #translate({ headers }: IncomingMessage): void {
    const { authorization, 'sec-websocket-protocol': protocols } = headers;
    if (authorization !== undefined) headers.authorization = translated(authorization, this.#tokens);
    const stored = (named: string): string => this.#tokens.get(named) ?? named;
    if (protocols !== undefined) headers['sec-websocket-protocol'] = protocols.replace(/(?<=^|,\s*)bearer\.([^,\s]+)/g, (_, named: string) => `bearer.${stored(named)}`);
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // As the server reads it, so that faults and the journal name the same call.
    const { path, search } = splitTarget(withoutDoubleSlash(request.url ?? '/'));
    if (path.startsWith(RECEIVER)) return receive(this.#core, request, response);
    if (path === ROOM || path.startsWith(`${ROOM}/`)) return await control(this.#core, request, response, path.slice(ROOM.length), search);
    await this.#pass(request, response, path, search);
  }

  async #pass(request: IncomingMessage, response: ServerResponse, path: string, search: string): Promise<void> {
    // Here too, for the answers of faults; what a browser asks beforehand is no request of the program under test.
    if (letOriginIn(this.#core.world.parley.ctx.config.corsOrigins, request, response)) return;
    const operation = operationOf(request.method ?? '', path);
    const fault = this.#core.faults.strike({ operation, method: request.method ?? '', path });
    this.#core.journal.watch(request, response, { path, search, operation, fault: fault?.id });
    if (fault?.delayMs !== undefined) await pause(fault.delayMs);
    if (fault?.status !== undefined) return answerFault(request, response, fault);
    if (fault?.drop === 'before') return void request.socket.resetAndDestroy();
    if (fault?.drop === 'after') swallowAnswer(request, response);
    this.#translate(request);
    const { world, leave } = this.#core.enter();
    response.once('close', leave);
    world.parley.app.server.emit('request', request, response);
  }
}
