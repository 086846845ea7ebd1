import { connect } from 'node:net';

/** What came back over the wire, as it came. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Writes bytes to a server and reads all answers until it closes the connection. Ask for that with `Connection: close`. */
export function exchange(port: number, request: string | Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('utf8')));
    socket.on('error', reject);
    socket.setTimeout(10_000, () => socket.destroy(new Error('the server neither answered nor closed')));
    socket.write(request);
  });
}

/** One request with exactly these headers besides Host and Connection, so that nothing is added by a client. */
export async function send(port: number, method: string, target: string, headers: Readonly<Record<string, string>> = {}, body: string | Buffer = ''): Promise<RawAnswer> {
  const lines = Object.entries({ host: '127.0.0.1', connection: 'close', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1');
  return readAnswer(await exchange(port, Buffer.concat([head, Buffer.from(body)])));
}

/** The first answer in the text. */
export function readAnswer(raw: string): RawAnswer {
  const end = raw.indexOf('\r\n\r\n');
  const [first = '', ...lines] = raw.slice(0, end).split('\r\n');
  const headers = Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]));
  const body = raw.slice(end + 4);
  return { status: Number(first.split(' ')[1]), headers, text: headers['transfer-encoding'] === 'chunked' ? unchunked(body) : body };
}

/** The chunks put together; their text is ASCII here, so that lengths in bytes are lengths of text. */
function unchunked(body: string): string {
  const end = body.indexOf('\r\n');
  const size = Number.parseInt(body.slice(0, end), 16);
  return size > 0 ? body.slice(end + 2, end + 2 + size) + unchunked(body.slice(end + 4 + size)) : '';
}
