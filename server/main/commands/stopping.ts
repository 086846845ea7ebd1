/** Signals closer together than this are one: Ctrl-C under `npm start` comes from the terminal and from npm. */
const TWINS_MS = 1000;

/** The wish to stop, from now on. Whoever says it again while we stop does not want to wait: then we end at once. */
export function wishToStop(): Promise<void> {
  return new Promise((resolve) => {
    let first: number | undefined;
    for (const [signal, number] of [
      ['SIGINT', 2],
      ['SIGTERM', 15],
    ] as const) {
      process.on(signal, () => {
        first ??= performance.now();
        if (performance.now() - first > TWINS_MS) process.exit(128 + number);
        resolve();
      });
    }
  });
}
