export interface Option {
  /** What stands behind the flag in the help; absent for a switch. */
  readonly value?: string;
  readonly help: string;
}

export interface Command {
  /** One or two words. */
  readonly name: string;
  readonly summary: string;
  /** What stands behind the name in the help, when the command takes words of its own. */
  readonly argument?: string;
  readonly argumentHelp?: string;
  readonly options: Readonly<Record<string, Option>>;
  /** The command reads its words and flags itself: all of them come as `words`. */
  readonly raw?: true;
  /** The command names mistyped settings in its log or report; for the others the command line does, on standard error. */
  readonly tellsOfSettings?: true;
  /** @returns the exit code, 0 when nothing is returned. */
  run(values: Readonly<Record<string, string | boolean | undefined>>, words: readonly string[]): Promise<number | void>;
}
