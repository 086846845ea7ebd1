import net from 'node:net';

/**
 * Many live clients in a process of their own. They read as little of what comes as they can: their work is not what is
 * measured, but it takes its share of the machine.
 * usage: live-clients.mjs PORT sse|websocket COUNT TOKEN…
 */
const [portText, kind, countText, ...tokens] = process.argv.slice(2);
const [port, count] = [Number(portText), Number(countText)];
/** Handshakes that run at the same time. */
const AT_ONCE = 100;
const NOTE_ID = Buffer.from('"noteId":"');
const READY = Buffer.from('"kind":"ready"');
const PING = 0x89;
const PONG = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);

/** When each note came, in milliseconds of the clock that all processes of the machine share. */
const arrivals = new Map<string, number[]>();
let closed = 0;

function request(token: string): string {
  const lines = [`GET /live HTTP/1.1`, `Host: 127.0.0.1:${port}`, `Authorization: ${token}`];
  if (kind === 'websocket') lines.push('Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==');
  return `${lines.join('\r\n')}\r\n\r\n`;
}

function read(chunk: Buffer): void {
  for (let at = chunk.indexOf(NOTE_ID); at >= 0; at = chunk.indexOf(NOTE_ID, at + NOTE_ID.length)) {
    const id = chunk.toString('latin1', at + NOTE_ID.length, at + NOTE_ID.length + 36);
    const came = Number(process.hrtime.bigint()) / 1e6;
    const list = arrivals.get(id);
    if (list) list.push(came);
    else arrivals.set(id, [came]);
  }
}

function connect(token: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write(request(token)));
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => {
      if (kind === 'websocket' && chunk[0] === PING) socket.write(PONG);
      read(chunk);
      if (chunk.includes(READY)) resolve();
    });
    socket.on('error', reject);
    socket.on('close', () => closed++);
  });
}

let next = 0;
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    while (next < count) await connect(tokens[next++ % tokens.length]!);
  }),
);
process.send!({ connected: count });
process.on('message', () => {
  process.send!({ arrivals: [...arrivals], closed });
  arrivals.clear();
});
