import { notListening } from '../../platform/listening.ts';
import { startEmulator, type EmulatorOptions } from '../emulator/emulator.ts';
import type { Command } from './command.ts';
import { CommandError, UsageError } from './errors.ts';
import { wishToStop } from './stopping.ts';

type Values = Readonly<Record<string, string | boolean | undefined>>;

function optionsOf(values: Values): EmulatorOptions {
  const port = Number(values.port ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new UsageError(`--port is "${String(values.port)}": it must be a whole number from 0 to 65535.`);
  const text = (name: string): string | undefined => (typeof values[name] === 'string' ? values[name] : undefined);
  const [host, token, secondToken, now, origins, rateLimit] = ['host', 'token', 'second-token', 'now', 'cors-origins', 'rate-limit'].map(text);
  if (now !== undefined && Number.isNaN(Date.parse(now))) throw new UsageError(`--now is "${now}": it must be a time, such as 2026-03-02T10:00:00Z.`);
  if (rateLimit !== undefined && rateLimit !== 'off' && rateLimit !== 'dixa') throw new UsageError(`--rate-limit is "${rateLimit}": it must be off or dixa.`);
  return {
    port,
    seed: values.empty !== true,
    ...(host === undefined ? {} : { host }),
    ...(token === undefined ? {} : { token }),
    ...(secondToken === undefined ? {} : { secondToken }),
    ...(now === undefined ? {} : { now }),
    ...(origins === undefined ? {} : { corsOrigins: origins.split(',') }),
    ...(rateLimit === undefined ? {} : { rateLimit }),
  };
}

export const emulate: Command = {
  name: 'emulate',
  summary: 'Run a server to test against, on a throw-away database',
  options: {
    port: { value: 'N', help: 'the port; a free one when left out' },
    host: { value: 'HOST', help: 'the address to listen on; 127.0.0.1 when left out' },
    token: { value: 'T', help: 'the token of the first organization, any text; a fixed one when left out' },
    'second-token': { value: 'T2', help: 'asks for a second organization, with this token' },
    now: { value: 'TIME', help: 'where the clock stands until it is moved; it shows the present and runs when left out' },
    'cors-origins': { value: 'LIST', help: 'origins whose pages may call it, comma-separated, or *; no page may when left out' },
    'rate-limit': { value: 'off|dixa', help: 'dixa for the vendor’s limits, by its own clock; off when left out' },
    empty: { help: 'begin without the demonstration data' },
    json: { help: 'print one line of JSON when ready' },
  },
  async run(values) {
    const began = performance.now();
    const options = optionsOf(values);
    const stopped = wishToStop();
    const emulator = await startEmulator(options, true).catch((error: unknown) => {
      const { host = '127.0.0.1', port = 0 } = options;
      throw new CommandError((notListening(error, { host, port }, { host: '--host', port: '--port' }) as Error).message);
    });
    const { url, token, secondToken } = emulator;
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    process.stdout.write(
      values.json
        ? `${JSON.stringify({ url, token, secondToken, control: `${url}/_emulator` })}\n`
        : `The emulator answers on ${url} (${seconds} s), its control on ${url}/_emulator.\n\n  ${token}\n${secondToken === undefined ? '' : `  ${secondToken}\n`}\nEverything is gone when it stops.\n`,
    );
    await stopped;
    await emulator.stop();
  },
};
