import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { checkout } from '../server/platform/checkout.ts';

/** Past these a file or a function is a question to answer, not a fault. */
const FILE_LINES = 400;
const FUNCTION_LINES = 60;

const folders = ['server', 'client', 'web', 'test', 'bench', 'tools'];
/** Written by a tool, for a compiler. */
const generated = path.join('client', 'description.ts');
const isTest = (file: string): boolean => file.endsWith('.test.ts');

function longFunctions(file: string, text: string): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const lineOf = (position: number): number => source.getLineAndCharacterOfPosition(position).line + 1;
  const look = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const [first, last] = [lineOf(node.getStart(source)), lineOf(node.end)];
      if (last - first + 1 > FUNCTION_LINES) found.push(`${file}:${first} a function of ${last - first + 1} lines`);
    }
    ts.forEachChild(node, look);
  };
  look(source);
  return found;
}

let lines = 0;
let files = 0;
const questions: string[] = [];
for (const folder of folders) {
  for (const name of readdirSync(path.join(checkout, folder), { recursive: true, encoding: 'utf8' })) {
    const file = path.join(folder, name);
    if (!file.endsWith('.ts') || file === generated) continue;
    const text = readFileSync(path.join(checkout, file), 'utf8');
    const length = text.split('\n').length - 1;
    files++;
    lines += length;
    if (length > FILE_LINES) questions.push(`${file} has ${length} lines`);
    if (!isTest(file)) questions.push(...longFunctions(file, text));
  }
}
for (const question of questions) process.stdout.write(`${question}\n`);
process.stdout.write(`${files} files, ${lines} lines, ${questions.length} longer than they should be\n`);
