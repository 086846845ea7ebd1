import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Runs all samples of a language with as few processes as it allows; what they print to complain is answered. */
export type Runner = (folder: string, samples: ReadonlyMap<string, string>) => Promise<string>;

interface Toolchain {
  /** What must answer for the language to be on this machine. */
  readonly probe: readonly [string, ...string[]];
  readonly run: Runner;
}

function start(folder: string, command: string, args: readonly string[]): Promise<string> {
  const child = spawn(command, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => resolve(complaints));
  });
}

function write(folder: string, samples: ReadonlyMap<string, string>, nameOf: (id: string) => string): string[] {
  return [...samples].map(([id, text]) => {
    const file = path.join(folder, nameOf(id));
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  });
}

/** One process that takes the samples one after another; a sample that fails is told, and the next one runs. */
const inOneProcess =
  (extension: string, command: string, driver: string, driverText: string): Runner =>
  (folder, samples) => {
    const files = write(folder, samples, (id) => `${id}${extension}`);
    writeFileSync(path.join(folder, driver), driverText);
    writeFileSync(path.join(folder, 'files.txt'), files.join('\n'));
    return start(folder, command, [driver]);
  };

const javascript = inOneProcess(
  '.mjs',
  process.execPath,
  'driver.js',
  `const { readFileSync } = require('node:fs');
(async () => {
  for (const file of readFileSync('files.txt', 'utf8').split('\\n')) await import(file).catch((error) => console.error(file, error.message));
})();`,
);

const python = inOneProcess(
  '.py',
  'python3',
  'driver.txt',
  `import sys
for name in open("files.txt").read().split("\\n"):
    try:
        exec(compile(open(name, encoding="utf-8").read(), name, "exec"), {"__name__": "__main__"})
    except Exception as error:
        print(name, repr(error), file=sys.stderr)`,
);

/** Each sample is compiled by itself, as a reader would, but by one compiler that stays warm. */
const java: Runner = (folder, samples) => {
  const files = write(folder, samples, (id) => `${id}/Sample.java`);
  writeFileSync(path.join(folder, 'files.txt'), files.join('\n'));
  writeFileSync(
    path.join(folder, 'Driver.java'),
    `import java.nio.file.*;
import java.net.*;
public class Driver {
  public static void main(String[] args) throws Exception {
    var compiler = javax.tools.ToolProvider.getSystemJavaCompiler();
    for (String file : Files.readAllLines(Path.of("files.txt"))) {
      Path home = Path.of(file).getParent();
      if (compiler.run(null, null, null, "-proc:none", "-d", home.toString(), file) != 0) continue;
      try (var loader = new URLClassLoader(new URL[] { home.toUri().toURL() })) {
        loader.loadClass("Sample").getMethod("main", String[].class).invoke(null, (Object) new String[0]);
      } catch (Exception error) {
        System.err.println(file + " " + error.getCause());
      }
    }
    System.exit(0);
  }
}`,
  );
  return start(folder, 'java', ['Driver.java']);
};

/** A process for each sample. */
const oneByOne =
  (extension: string, command: string, ...args: readonly string[]): Runner =>
  async (folder, samples) => {
    let complaints = '';
    for (const file of write(folder, samples, (id) => `${id}${extension}`)) complaints += await start(folder, command, [...args, file]);
    return complaints;
  };

/** How each language of the portal is run, by its id. */
export const toolchains: Readonly<Record<string, Toolchain>> = {
  curl: {
    probe: ['curl', '--version'],
    run: (folder, samples) => {
      writeFileSync(path.join(folder, 'all.sh'), [...samples.values()].join('\n'));
      return start(folder, 'sh', ['all.sh']);
    },
  },
  javascript: { probe: [process.execPath, '--version'], run: javascript },
  node: { probe: [process.execPath, '--version'], run: javascript },
  python: { probe: ['python3', '--version'], run: python },
  java: { probe: ['javac', '--version'], run: java },
  csharp: { probe: ['dotnet-script', '--version'], run: oneByOne('.csx', 'dotnet-script') },
  php: {
    probe: ['php', '-r', 'exit(function_exists("curl_init") ? 0 : 1);'],
    run: inOneProcess('.php', 'php', 'driver.txt', `<?php foreach (file('files.txt', FILE_IGNORE_NEW_LINES) as $file) { (function () use ($file) { require $file; })(); }`),
  },
  go: { probe: ['go', 'version'], run: oneByOne('.go', 'go', 'run') },
  ruby: {
    probe: ['ruby', '--version'],
    run: inOneProcess('.rb', 'ruby', 'driver.txt', `File.readlines('files.txt', chomp: true).each { |file| begin; load file; rescue => error; warn "#{file} #{error}"; end }`),
  },
  r: {
    probe: ['Rscript', '-e', 'library(httr2)'],
    run: inOneProcess(
      '.R',
      'Rscript',
      'driver.txt',
      `for (file in readLines("files.txt")) tryCatch(source(file, local = new.env()), error = function(error) message(file, " ", conditionMessage(error)))`,
    ),
  },
};

/** Whether the machine has what a language needs. */
export function isHere(language: string): boolean {
  const [command, ...args] = toolchains[language]!.probe;
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}
