/** Signals closer together than this are one: Ctrl-C under `npm start` comes from the terminal and from npm. */
const TWINS_MS = 1000;

const SIGNALS = [
  ['SIGINT', 2],
  ['SIGTERM', 15],
] as const;

/**
 * Ends the process at once when it is told to. Without this the first process of a container, which a signal that nobody
 * listens to passes by, would go on starting.
 * @returns how to leave that to somebody else.
 */
export function endWhenTold(): () => void {
  const listeners = SIGNALS.map(([signal, number]) => [signal, () => process.exit(128 + number)] as const);
  for (const [signal, listener] of listeners) process.on(signal, listener);
  return () => {
    for (const [signal, listener] of listeners) process.off(signal, listener);
  };
}

/** The wish to stop, from now on. Whoever says it again while we stop does not want to wait: then we end at once. */
export function wishToStop(): Promise<void> {
  return new Promise((resolve) => {
    let first: number | undefined;
    for (const [signal, number] of SIGNALS) {
      process.on(signal, () => {
        first ??= performance.now();
        if (performance.now() - first > TWINS_MS) process.exit(128 + number);
        resolve();
      });
    }
  });
}
