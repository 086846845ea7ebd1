import { OperatorError } from '../../base/errors.ts';

/** The command line was not understood: exit code 2 with the help of the command. */
export class UsageError extends Error {}

/** The command could not do what was asked: exit code 1 with this sentence. */
export class CommandError extends OperatorError {}
