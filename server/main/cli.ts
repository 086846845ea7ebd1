import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { OperatorError } from '../base/errors.ts';
import { nearest } from '../base/spelling.ts';
import { checkout } from '../platform/checkout.ts';
import { unknownSettings } from '../platform/config.ts';
import type { Command } from './commands/command.ts';
import { commands } from './commands/table.ts';
import { UsageError } from './commands/errors.ts';

const HELP = { type: 'boolean', short: 'h' } as const;

function overview(): string {
  const width = Math.max(...commands.map((command) => command.name.length));
  const lines = commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`);
  return `Parley, a customer conversation platform.\n\nUsage: npx parley <command> [options]\n\n${lines.join('\n')}\n\nnpx parley <command> --help says more of each, npx parley --version which release this is.\n`;
}

function helpOf(command: Command): string {
  const flags = [
    ...(command.argumentHelp === undefined ? [] : [[command.argument!, command.argumentHelp] as const]),
    ...Object.entries(command.options).map(([name, option]) => [`--${name}${option.value === undefined ? '' : ` ${option.value}`}`, option.help] as const),
    ['--help', 'this page'] as const,
  ];
  const width = Math.max(...flags.map(([flag]) => flag.length));
  const args = command.argument === undefined ? '' : ` ${command.argument}`;
  return `${command.summary}\n\nUsage: npx parley ${command.name}${args} [options]\n\n${flags.map(([flag, help]) => `  ${flag.padEnd(width)}  ${help}`).join('\n')}\n`;
}

/** The command whose name the words begin with, the longest first, and the words behind it. */
function find(words: readonly string[]): { command: Command; rest: string[] } | undefined {
  const sorted = commands.toSorted((a, b) => b.name.split(' ').length - a.name.split(' ').length);
  const command = sorted.find((candidate) => candidate.name.split(' ').every((word, index) => words[index] === word));
  return command && { command, rest: words.slice(command.name.split(' ').length) };
}

/** A question after the command that somebody may have meant. */
function meant(word: string): string {
  const near = nearest(word, new Set(commands.map(({ name }) => name.split(' ')[0]!)));
  return near === undefined ? '.' : `: did you mean ${near}?`;
}

/**
 * Runs a command line.
 * @returns the exit code: 0 done, 1 failed, 2 not understood.
 */
export async function main(argv: readonly string[]): Promise<number> {
  if (argv.length === 0 || ['help', '--help', '-h'].includes(argv[0]!)) {
    process.stdout.write(overview());
    return argv.length === 0 ? 2 : 0;
  }
  if (['--version', '-v'].includes(argv[0]!)) {
    process.stdout.write(`${(JSON.parse(readFileSync(path.join(checkout, 'package.json'), 'utf8')) as { version: string }).version}\n`);
    return 0;
  }
  const found = find(argv);
  if (!found) {
    const group = commands.filter((command) => command.name.startsWith(`${argv[0]} `));
    if (group.length > 0 && (argv.includes('--help') || argv.includes('-h'))) {
      process.stdout.write(`${group.map((command) => helpOf(command)).join('\n')}`);
      return 0;
    }
    const text =
      group.length > 0
        ? `Say which: ${group.map((command) => command.name).join(', ')}. npx parley ${argv[0]} --help says more of each.`
        : `There is no command "${argv[0]}"${meant(argv[0]!)} npx parley --help lists them.`;
    process.stderr.write(`${text}\n`);
    return 2;
  }
  try {
    if (found.command.raw && !found.rest.includes('--help') && !found.rest.includes('-h')) {
      warnOfSettings(found.command);
      return (await found.command.run({}, found.rest)) ?? 0;
    }
    const options: ParseArgsConfig['options'] = { help: HELP };
    for (const [name, option] of Object.entries(found.command.options)) options[name] = { type: option.value === undefined ? 'boolean' : 'string' };
    const { values, positionals } = parse(found.command.raw ? ['--help'] : found.rest, options, found.command);
    if (values.help === true) {
      process.stdout.write(helpOf(found.command));
      return 0;
    }
    warnOfSettings(found.command);
    return (await found.command.run(values as never, positionals)) ?? 0;
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message}\n\n${helpOf(found.command)}`);
      return 2;
    }
    process.stderr.write(`${explain(error)}\n`);
    return 1;
  }
}

function warnOfSettings(command: Command): void {
  if (command.tellsOfSettings !== true) for (const fault of unknownSettings(process.env)) process.stderr.write(`${fault}\n`);
}

function parse(args: string[], options: ParseArgsConfig['options'], command: Command): { values: Record<string, unknown>; positionals: string[] } {
  try {
    const parsed = parseArgs({ args, options, allowPositionals: command.argument !== undefined, strict: true });
    const surplus = command.raw ? undefined : parsed.positionals[1];
    if (surplus !== undefined) throw new Error(`"${surplus}" is one word too many`);
    return parsed as never;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** Errors made for people carry a sentence; of the others the stack helps whoever reports them. */
function explain(error: unknown): string {
  return error instanceof OperatorError ? error.message : ((error as Error).stack ?? String(error));
}
