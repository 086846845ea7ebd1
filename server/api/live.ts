import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { WebSocketServer, type WebSocket } from 'ws';
import { Fault, invalid } from '../base/errors.ts';
import type { Context } from '../platform/context.ts';
import { parsePosition, type LivePosition } from '../platform/live/position.ts';
import type { Actor, ReadToken } from '../platform/operation.ts';
import { JSON_TYPE } from './json.ts';
import type { EndReason, LiveConnections, Note, Sink } from './live-connections.ts';
import { parseQuery, splitTarget } from './parse.ts';
import { LIVE_PATH } from './upgrade.ts';

/** The subprotocol that we speak; beside it a browser names its token as `bearer.<token>`, as it cannot set headers. */
const PROTOCOL = 'parley.live';
const BEARER = 'bearer.';
/** Clients only listen; what they say is not read. */
const MAX_SAID = 1024;
/** Milliseconds after which a browser's EventSource comes back. */
const RETRY_MS = 2000;
const KEEP_ALIVE_MS = 30_000;

/** @throws Fault 400 for a place that no server of ours ever said. */
function startOf(text: string | undefined): LivePosition | undefined {
  if (text === undefined || text === '') return undefined;
  const position = parsePosition(text);
  if (!position) throw invalid('Invalid value for: since (it is no position of an event log)');
  return position;
}

const queryOf = (target: string): Record<string, string> => parseQuery(splitTarget(target).search);

const sseText = (notes: readonly Note[]): string => notes.map((note) => `id: ${note.position}\ndata: ${JSON.stringify(note)}\n\n`).join('');
/** As a chunk of HTTP/1.1. We frame chunks and WebSocket messages ourselves: once for all clients, and one write for each. */
const encodeChunk = (notes: readonly Note[]): Buffer => {
  const text = sseText(notes);
  return Buffer.from(`${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`);
};
/** HTTP/1.0, which some proxies speak, knows no chunks: the answer is what comes until the end. */
const encodePlain = (notes: readonly Note[]): Buffer => Buffer.from(sseText(notes));

/** @param socket the connection of `response`, whose headers are written. */
function sseSink(response: ServerResponse, socket: Socket): Sink {
  return {
    encode: response.chunkedEncoding ? encodeChunk : encodePlain,
    send: (bytes) => {
      if (!response.writableEnded) socket.write(bytes);
    },
    buffered: () => socket.writableLength,
    // Nothing can be asked here: TCP notices, or the buffer fills.
    probe: () => true,
    onClose: (listener) => response.on('close', listener),
    end: () => response.end(),
    cut: () => socket.destroy(),
  };
}

const TEXT_FRAME = 0x81;

/** A message of text in one frame, as a server sends it: without a mask. */
function frame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const header = length < 126 ? Buffer.from([TEXT_FRAME, length]) : length < 65_536 ? Buffer.from([TEXT_FRAME, 126, length >> 8, length & 0xff]) : Buffer.alloc(10);
  if (header.length === 10) {
    header.set([TEXT_FRAME, 127]);
    header.writeBigUInt64BE(BigInt(length), 2);
  }
  return Buffer.concat([header, Buffer.from(text)]);
}

const encodeFrames = (notes: readonly Note[]): Buffer => Buffer.concat(notes.map((note) => frame(JSON.stringify(note))));

/** Codes of RFC 6455; 4401 is our own, after the status. */
const closeCodes: Readonly<Record<EndReason, readonly [code: number, reason: string]>> = {
  shutdown: [1001, 'The server is closing'],
  unauthorized: [4401, 'Unauthorized'],
  failure: [1011, 'The events could not be read'],
};

/** @param socket the connection beneath `webSocket`. */
function socketSink(webSocket: WebSocket, socket: Duplex): Sink {
  let answered = true;
  webSocket.on('pong', () => {
    answered = true;
  });
  return {
    encode: encodeFrames,
    send: (bytes) => {
      // After our goodbye nothing more may be said.
      if (webSocket.readyState === webSocket.OPEN) socket.write(bytes);
    },
    buffered: () => socket.writableLength,
    probe: () => {
      if (!answered) return false;
      answered = false;
      webSocket.ping();
      return true;
    },
    onClose: (listener) => webSocket.on('close', listener),
    end: (reason) => webSocket.close(...closeCodes[reason]),
    cut: () => webSocket.terminate(),
  };
}

/** Who opens a socket, by the header or by the subprotocol of a browser. */
function authorizationOf(request: IncomingMessage): string | undefined {
  const named = (request.headers['sec-websocket-protocol'] ?? '')
    .split(',')
    .map((name) => name.trim())
    .find((name) => name.startsWith(BEARER));
  return request.headers.authorization ?? named?.slice(BEARER.length);
}

function refuse(socket: Duplex, fault: Fault): void {
  const body = JSON.stringify({ message: fault.message });
  const headers = { 'content-type': JSON_TYPE, 'content-length': String(Buffer.byteLength(body)), connection: 'close', ...fault.headers };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  // A client that does not hang up must not keep the connection.
  socket.end(`HTTP/1.1 ${fault.status} ${fault.code}\r\n${lines.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}

/**
 * `/live`: events of the organization as they happen, as server-sent events or over a WebSocket. A client that names the
 * last position it saw (`Last-Event-ID`, or `since` in the query) gets all that it missed first.
 */
export function live(connections: LiveConnections, readToken: ReadToken) {
  /** @throws Fault 401, 429, 503. */
  const letIn = async (authorization: string | undefined): Promise<Actor> => {
    const actor = await readToken(authorization);
    if (!actor) throw new Fault('unauthorized');
    const refusal = connections.refusal(actor);
    if (refusal === 'full') throw new Fault('unavailable', undefined, { 'retry-after': '10' });
    if (refusal === 'tooMany') throw new Fault('tooManyRequests', 'This token has as many live connections as it may have', { 'retry-after': '60' });
    return actor;
  };

  const stream = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const last = request.headers['last-event-id'];
    // The header first: a browser that comes back calls the same URL again.
    const from = startOf(typeof last === 'string' && last !== '' ? last : queryOf(request.raw.url ?? '').since);
    const actor = await letIn(request.headers.authorization);
    const response = reply.raw;
    const { socket } = response;
    if (!socket) throw invalid('Live events cannot come behind an answer that is still to be given on the same connection');
    reply.hijack();
    response.on('error', () => response.destroy());
    socket.setNoDelay(true).setKeepAlive(true, KEEP_ALIVE_MS);
    // The connection ends with the stream: a server that stops need not wait for what comes over it next.
    response.shouldKeepAlive = false;
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' });
    response.write(`retry: ${RETRY_MS}\n\n`);
    connections.open(sseSink(response, socket), actor, request.headers.authorization!, from);
  };

  const upgrade =
    (ctx: Context, sockets: WebSocketServer) =>
    async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
      socket.on('error', () => socket.destroy());
      try {
        const from = startOf(queryOf(request.url ?? '').since);
        const authorization = authorizationOf(request);
        const actor = await letIn(authorization);
        sockets.handleUpgrade(request, socket, head, (webSocket) => {
          webSocket.on('error', () => webSocket.terminate());
          connections.open(socketSink(webSocket, socket), actor, authorization!, from);
        });
      } catch (error) {
        if (!(error instanceof Fault)) ctx.log.error({ err: error }, 'a live connection could not be opened');
        refuse(socket, error instanceof Fault ? error : new Fault('internal'));
      }
    };

  return (app: FastifyInstance, ctx: Context): void => {
    app.get(LIVE_PATH, { exposeHeadRoute: false }, stream);
    const handleProtocols = (offered: Set<string>): string | false => (offered.has(PROTOCOL) ? PROTOCOL : false);
    const sockets = new WebSocketServer({ noServer: true, clientTracking: false, maxPayload: MAX_SAID, perMessageDeflate: false, handleProtocols });
    app.server.on('upgrade', upgrade(ctx, sockets));
    app.addHook('preClose', () => connections.close());
  };
}
