import http from 'node:http';

/** A request to repeat. Called anew each time, so that bodies and paths may differ. */
export type MakeRequest = (turn: number) => { readonly method: string; readonly path: string; readonly body?: string };

export interface Measured {
  readonly perSecond: number;
  /** Milliseconds of each request, sorted. */
  readonly latencies: number[];
}

/** One request over a kept connection. @returns the body when `keep` is set. @throws Error when the answer is not a success. */
export function send(agent: http.Agent, port: number, token: string, request: ReturnType<MakeRequest>, keep = false): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers: http.OutgoingHttpHeaders = { authorization: token };
    if (request.body !== undefined) Object.assign(headers, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(request.body) });
    const outgoing = http.request({ host: '127.0.0.1', port, agent, method: request.method, path: request.path, headers }, (response) => {
      const parts: Buffer[] = [];
      if (keep) response.on('data', (part: Buffer) => parts.push(part));
      else response.resume();
      response.on('end', () => (response.statusCode! < 300 ? resolve(Buffer.concat(parts).toString('utf8')) : reject(new Error(`${request.method} ${request.path} answered ${response.statusCode}`))));
    });
    outgoing.on('error', reject);
    outgoing.end(request.body);
  });
}

/** Keeps `concurrency` requests running for `ms` milliseconds. */
export async function load(port: number, token: string, make: MakeRequest, concurrency: number, ms: number): Promise<Measured> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: concurrency });
  const latencies: number[] = [];
  const begin = performance.now();
  const until = begin + ms;
  let turn = 0;
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (performance.now() < until) {
        const started = performance.now();
        await send(agent, port, token, make(turn++));
        latencies.push(performance.now() - started);
      }
    }),
  );
  const seconds = (performance.now() - begin) / 1000;
  agent.destroy();
  return { perSecond: latencies.length / seconds, latencies: latencies.toSorted((a, b) => a - b) };
}

export const quantile = (sorted: readonly number[], q: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0;

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
