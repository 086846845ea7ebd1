import { flagsOf } from './api-call.ts';
import { callable } from './api.ts';
import type { Command } from './command.ts';
import { UsageError } from './errors.ts';

interface Words {
  /** What may stand behind the words before it, joined by spaces. */
  readonly next: ReadonlyMap<string, readonly string[]>;
}

/** Every place of a command line with the words that fit there. */
function words(commands: readonly Command[]): Words {
  const next = new Map<string, string[]>();
  const add = (before: string, ...more: string[]): void => void next.set(before, [...new Set([...(next.get(before) ?? []), ...more])]);
  for (const { name, options, raw } of commands) {
    const [first, second] = name.split(' ');
    add('', first!);
    if (second !== undefined) add(first!, second);
    add(name, ...(raw ? [] : Object.keys(options).map((option) => `--${option}`)), '--help');
  }
  add('api', '--list', ...callable.keys());
  for (const [name, call] of callable) add(`api ${name}`, ...[...flagsOf(call).keys()].map((flag) => `--${flag}`), ...(call.body ? ['--body'] : []), '--json', '--table', '--describe');
  add('completion', 'bash', 'zsh', 'fish');
  return { next };
}

/** A `case` over the words before the cursor: two words, else one, else none. The same for bash and zsh. */
function cases({ next }: Words): string {
  return [...next].map(([before, fitting]) => `    '${before}') fitting='${fitting.join(' ')}';;`).join('\n');
}

const shellFunction = (table: Words): string => `_parley_words() {
  fitting=''
  case "$1" in
${cases(table)}
  esac
}`;

function bash(table: Words): string {
  return `# parley completion for bash: eval "$(npx parley completion bash)"
${shellFunction(table)}
_parley() {
  local current="\${COMP_WORDS[COMP_CWORD]}" fitting=''
  if [ "$COMP_CWORD" -le 1 ]; then _parley_words ''
  else
    [ "$COMP_CWORD" -gt 2 ] && _parley_words "\${COMP_WORDS[1]} \${COMP_WORDS[2]}"
    [ -n "$fitting" ] || _parley_words "\${COMP_WORDS[1]}"
  fi
  COMPREPLY=($(compgen -W "$fitting" -- "$current"))
}
complete -F _parley parley
`;
}

function zsh(table: Words): string {
  return `#compdef parley
# parley completion for zsh: source <(npx parley completion zsh)
${shellFunction(table)}
_parley() {
  local fitting=''
  if (( CURRENT <= 2 )); then _parley_words ''
  else
    (( CURRENT > 3 )) && _parley_words "\${words[2]} \${words[3]}"
    [[ -n $fitting ]] || _parley_words "\${words[2]}"
  fi
  compadd -- \${(s: :)fitting}
}
compdef _parley parley
`;
}

function fish({ next }: Words): string {
  const lines = [...next].map(([before, fitting]) => `    case '${before}'\n      string split -- ' ' '${fitting.join(' ')}'`);
  return `# parley completion for fish: npx parley completion fish | source
function __parley_words
  switch "$argv[1]"
${lines.join('\n')}
  end
end
function __parley_fitting
  set -l given (commandline -opc)[2..-1]
  set -l found
  test (count $given) -ge 2; and set found (__parley_words "$given[1] $given[2]")
  test (count $found) -gt 0; or set found (__parley_words "$given[1]")
  printf '%s\\n' $found
end
complete -c parley -f -a '(__parley_fitting)'
`;
}

/** @param all the commands, once they are all known. */
export const completion = (all: () => readonly Command[]): Command => ({
  name: 'completion',
  summary: 'Print a script that completes commands and operations in a shell',
  argument: 'bash|zsh|fish',
  options: {},
  async run(_values, [shell]) {
    const script = new Map([
      ['bash', bash],
      ['zsh', zsh],
      ['fish', fish],
    ]).get(shell ?? '');
    if (!script) throw new UsageError('Say for which shell: bash, zsh or fish.');
    const write = script(words(all()));
    await new Promise<void>((resolve) => process.stdout.write(write, () => resolve()));
  },
});
