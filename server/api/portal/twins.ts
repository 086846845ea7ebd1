import { firstSentence } from './guides.ts';
import { operationUrl, TOKEN_PLACEHOLDER, type Site } from './pages.ts';
import { type Entry, requestOf } from './reference.ts';
import { languages } from './samples.ts';
import { typeWords } from './schema-view.ts';

const fence = (text: string, language: string): string => `\`\`\`${language}\n${text}\n\`\`\``;

/** An operation's page as Markdown. */
export function operationTwin(site: Site, entry: Entry): string {
  const parts = [`# ${entry.summary}`, `\`${entry.method} /beta${entry.path}\` (the same under \`/v1\`) · ${entry.tags.join(', ')} · operation \`${entry.id}\``];
  if (entry.description !== undefined) parts.push(entry.description);
  if (entry.parameters.length > 0) {
    const lines = entry.parameters.map((parameter) => {
      const about = `- \`${parameter.name}\` (${parameter.in}, ${typeWords(parameter.schema, site.reference)}${parameter.required ? ', required' : ''})`;
      return parameter.description === undefined ? about : `${about}: ${parameter.description}`;
    });
    parts.push('## Parameters', lines.join('\n'));
  }
  if (entry.body) {
    parts.push('## Body', `${entry.body.type}, ${typeWords(entry.body.schema, site.reference)}${entry.body.required ? ', required' : ''}`);
    if (entry.body.example !== undefined) parts.push(fence(JSON.stringify(entry.body.example, null, 2), 'json'));
  }
  parts.push('## Answers', entry.responses.map(({ status, description }) => `- ${status}: ${description}`).join('\n'));
  const answer = entry.responses.find(({ status }) => status.startsWith('2'));
  if (answer?.example !== undefined) parts.push(fence(JSON.stringify(answer.example, null, 2), 'json'));
  parts.push('## Sample', fence(languages[0].write(requestOf(entry, `${site.origin}/beta`, TOKEN_PLACEHOLDER)), 'sh'));
  return `${parts.join('\n\n')}\n`;
}

/** The first page as Markdown, and the map that language models are given: every page of the portal by its twin. */
export function map(site: Site): string {
  const { reference, guides } = site;
  const parts = [
    `# ${reference.title} API`,
    `> ${reference.description}`,
    '## Guides',
    guides.map((guide) => `- [${guide.title}](/docs/guides/${guide.name}.md): ${firstSentence(guide)}`).join('\n'),
    '## Description',
    ['beta', 'v1'].flatMap((version) => ['yaml', 'json'].map((form) => `- [OpenAPI 3.0.3 of ${version}, ${form.toUpperCase()}](/openapi/${version}.${form})`)).join('\n'),
    ...reference.tags.flatMap(({ name, description, entries }) => [
      `## ${name}`,
      `${description}\n\n${entries.map((entry) => `- [${entry.method} /beta${entry.path}](${operationUrl(entry)}.md): ${entry.summary}`).join('\n')}`,
    ]),
  ];
  return `${parts.join('\n\n')}\n`;
}
