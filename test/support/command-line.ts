import { vi } from 'vitest';
import { main } from '../../server/main/cli.ts';

/** What a command line printed, and its exit code. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process; settings are those of `process.env` (`vi.stubEnv`). */
export async function runCommand(...argv: string[]): Promise<Ran> {
  const [out, err]: [string[], string[]] = [[], []];
  const into =
    (texts: string[]) =>
    (text: unknown, done?: unknown): boolean => {
      texts.push(String(text));
      if (typeof done === 'function') (done as () => void)();
      return true;
    };
  const spies = [vi.spyOn(process.stdout, 'write').mockImplementation(into(out) as never), vi.spyOn(process.stderr, 'write').mockImplementation(into(err) as never)];
  try {
    return { code: await main(argv), out: out.join(''), err: err.join('') };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
