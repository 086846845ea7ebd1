import { firstSentence, type Guide } from './guides.ts';
import { highlight } from './highlight.ts';
import { Html, html, sentence } from './html.ts';
import { type Entry, type Parameter, type Reference, requestOf, type Response } from './reference.ts';
import { languages } from './samples.ts';
import { constraints, schemaView, typeWords } from './schema-view.ts';

/** What every page is made of. */
export interface Site {
  readonly reference: Reference;
  readonly guides: readonly Guide[];
  /** Where requests can be sent: paths on this host, version included. */
  readonly servers: readonly { readonly name: string; readonly path: string }[];
  /** The address of this server, as the reader sees it: `https://host`. */
  readonly origin: string;
}

interface Page {
  readonly title: string;
  /** The address within the portal, to mark it in the navigation. */
  readonly url: string;
  readonly content: Html;
  /** The same page as Markdown. */
  readonly twin?: string;
}

export const TOKEN_PLACEHOLDER = 'YOUR_TOKEN';

const slug = (name: string): string => name.toLowerCase().replaceAll(' ', '-');
/** A group of operations on the first page. */
export const tagUrl = (name: string): string => `/docs#tag-${slug(name)}`;
export const operationUrl = (entry: Entry): string => `/docs/api/${encodeURIComponent(entry.id)}`;
const badge = (method: string): Html => html`<span class="method ${method.toLowerCase()}">${method}</span>`;
/** Paths break at their slashes only. */
const breakable = (path: string): Html =>
  new Html(
    path
      .split('/')
      .map((part) => html`${part}`.text)
      .join('/<wbr>'),
  );

function navigation(site: Site, url: string): Html {
  const link = (to: string, text: Html | string): Html => (to === url ? html`<a href="${to}" aria-current="page">${text}</a>` : html`<a href="${to}">${text}</a>`);
  const groups = [...new Set(site.guides.map(({ group }) => group))];
  return html`<nav class="side" id="side" aria-label="Documentation">
<ul><li>${link('/docs', 'Overview')}</li></ul>
${groups.map((group) => html`<h2>${group}</h2><ul>${site.guides.filter((guide) => guide.group === group).map((guide) => html`<li>${link(`/docs/guides/${guide.name}`, guide.title)}</li>`)}</ul>`)}
<h2>API</h2>
${site.reference.tags.map(({ name, entries }) => {
  const open = entries.some((entry) => operationUrl(entry) === url);
  const list = html`<summary>${name}</summary><ul>${entries.map((entry) => html`<li>${link(operationUrl(entry), html`${badge(entry.method)} ${entry.summary}`)}</li>`)}</ul>`;
  return open ? html`<details open>${list}</details>` : html`<details>${list}</details>`;
})}
</nav>`;
}

/** The frame around a page. Nothing in it comes from another host, and nothing is inline. */
export function layout(site: Site, page: Page): string {
  const { title } = site.reference;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title} – ${title}</title>
<link rel="icon" href="/docs/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/docs/assets/portal.css">
${page.twin !== undefined && html`<link rel="alternate" type="text/markdown" href="${page.twin}">`}
<script src="/docs/assets/theme.js"></script>
<script src="/docs/assets/portal.js" type="module"></script>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header class="top">
<button type="button" class="quiet menu" id="menu" aria-controls="side" aria-expanded="false">Menu</button>
<a class="brand" href="/docs"><img src="/docs/assets/icon.svg" alt="" width="26" height="26"> ${title}</a>
<button type="button" class="finder" id="finder" aria-keyshortcuts="/"><span>Search</span> <kbd>/</kbd></button>
<a class="quiet" href="/openapi/beta.yaml" download>OpenAPI</a>
<button type="button" class="quiet" id="theme" aria-pressed="false">Dark</button>
</header>
<div class="frame">
${navigation(site, page.url)}
<main id="content" tabindex="-1">
<noscript><p class="note">Searching, trying calls and samples in other languages than curl need JavaScript. All else is here without it.</p></noscript>
${page.content}
<footer>${page.twin !== undefined && html`<a href="${page.twin}">This page as Markdown</a> · `}<a href="/llms.txt">llms.txt</a></footer>
</main>
</div>
<dialog id="search" aria-label="Search the documentation">
<input id="words" type="search" role="combobox" aria-label="Search for" aria-expanded="false" aria-controls="hits" aria-autocomplete="list" placeholder="An operation, a path, a guide …" autocomplete="off" spellcheck="false">
<ul id="hits" role="listbox" aria-label="What was found"></ul>
<p class="limits" id="found" role="status"></p>
</dialog>
</body>
</html>
`.text;
}

const downloads = html`<ul class="downloads">${['beta', 'v1'].flatMap((version) => ['yaml', 'json'].map((form) => html`<li><a href="/openapi/${version}.${form}" download="parley-${version}.${form}">${version} · ${form.toUpperCase()}</a></li>`))}</ul>`;

/** The first page: how to begin, the description to download, and every group of calls. */
export function homePage(site: Site): Page {
  const { reference, guides } = site;
  const content = html`<article class="home">
<h1>${reference.title} API</h1>
<p class="lead">${reference.description}</p>
<ul class="cards">${guides.slice(0, 3).map((guide) => html`<li><a href="/docs/guides/${guide.name}"><strong>${guide.title}</strong><span>${firstSentence(guide)}</span></a></li>`)}</ul>
<h2 id="download">Download OpenAPI description</h2>
<p>OpenAPI 3.0.3, ${reference.entries.length} operations; the same calls under two versions.</p>
${downloads}
<h2 id="operations">Operations</h2>
${reference.tags.map(
  ({ name, description, entries }) => html`<section aria-labelledby="tag-${slug(name)}"><h3 id="tag-${slug(name)}">${name}</h3><p>${description}</p>
<ul class="operations">${entries.map((entry) => html`<li><a href="${operationUrl(entry)}">${badge(entry.method)} <code>${breakable(entry.path)}</code><span>${entry.summary}</span></a></li>`)}</ul></section>`,
)}
</article>`;
  return { title: 'Overview', url: '/docs', content, twin: '/docs.md' };
}

export function guidePage(guide: Guide): Page {
  const list = guide.headings.length > 2 && html`<nav class="inside" aria-label="On this page"><ul>${guide.headings.map(({ id, text }) => html`<li><a href="#${id}">${text}</a></li>`)}</ul></nav>`;
  return { title: guide.title, url: `/docs/guides/${guide.name}`, twin: `/docs/guides/${guide.name}.md`, content: html`<article class="guide">${guide.heading}${list}${guide.content}</article>` };
}

function parametersView(site: Site, title: string, parameters: readonly Parameter[]): Html | undefined {
  if (parameters.length === 0) return undefined;
  return html`<h2>${title}</h2><ul class="fields top-fields">${parameters.map(
    ({ name, required, description, schema }) =>
      html`<li><p class="field"><code class="name">${name}</code> <span class="type">${typeWords(schema, site.reference)}</span>${required && html` <span class="required">required</span>`}</p>${description !== undefined && html`<p>${sentence(description)}</p>`}${constraints(schema)}</li>`,
  )}</ul>`;
}

function responseView(site: Site, { status, description, schema }: Response): Html {
  const view = schema && schemaView(schema, site.reference);
  const head = html`<span class="status s${status[0]}">${status}</span> ${sentence(description)}`;
  if (!view) return html`<p class="response">${head}</p>`;
  return status.startsWith('2') ? html`<details class="response" open><summary>${head}</summary>${view}</details>` : html`<details class="response"><summary>${head}</summary>${view}</details>`;
}

const block = (code: string, label: string): Html => html`<pre tabindex="0" role="region" aria-label="${label}"><code>${new Html(highlight(code))}</code></pre>`;

function samplesView(site: Site, entry: Entry): Html {
  const request = requestOf(entry, `${site.origin}${site.servers[0]!.path}`, TOKEN_PLACEHOLDER);
  return html`<section class="card samples" aria-label="Samples">
<div class="tabs" role="tablist" aria-label="Language of the sample">${languages.map(
    ({ id, name }, index) =>
      html`<button type="button" role="tab" id="tab-${id}" aria-controls="sample-${id}" aria-selected="${index === 0 ? 'true' : 'false'}" tabindex="${index === 0 ? '0' : '-1'}">${name}</button>`,
  )}</div>
${languages.map(({ id, write }, index) => {
  const code = html`<pre tabindex="0"><code>${new Html(highlight(write(request)))}</code></pre>`;
  return index === 0
    ? html`<div role="tabpanel" id="sample-${id}" aria-labelledby="tab-${id}">${code}</div>`
    : html`<div role="tabpanel" id="sample-${id}" aria-labelledby="tab-${id}" hidden>${code}</div>`;
})}
<button type="button" class="copy" id="copy">Copy</button>
</section>`;
}

function input(parameter: Parameter): Html {
  const values = parameter.schema.enum as string[] | undefined;
  const id = `in-${parameter.name}`;
  const field = values
    ? html`<select id="${id}" name="${parameter.name}" data-in="${parameter.in}">${!parameter.required && html`<option></option>`}${values.map((value) => html`<option>${value}</option>`)}</select>`
    : html`<input id="${id}" name="${parameter.name}" data-in="${parameter.in}" value="${parameter.example ?? ''}" autocomplete="off" spellcheck="false"${parameter.required && html` required`}>`;
  return html`<div class="row"><label for="${id}">${parameter.name}${parameter.required && html` <span class="required">required</span>`}</label>${field}</div>`;
}

function tryView(site: Site, entry: Entry): Html {
  const { body } = entry;
  const data = JSON.stringify({ method: entry.method, path: entry.path, effect: entry.effect, body: body?.type }).replaceAll('<', '\\u003c');
  const warning = entry.effect === 'read' ? undefined : entry.effect === 'destroy' ? 'This takes something away, for real.' : 'This changes something, for real.';
  return html`<section class="card try" aria-labelledby="try-title"><h2 id="try-title">Try it</h2>
<form id="try">
<div class="row"><label for="server">Server</label><select id="server">${site.servers.map(({ name, path }) => html`<option value="${path}">${name}</option>`)}</select></div>
<div class="row"><label for="token">Token</label><input id="token" type="password" autocomplete="off" spellcheck="false" aria-describedby="token-note"></div>
<p class="limits" id="token-note">Kept in this tab only, sent to this server only.</p>
${entry.parameters.map(input)}
${body?.type === 'application/json' && html`<div class="row tall"><label for="body">Body (JSON)</label><textarea id="body" rows="${String(Math.min(14, JSON.stringify(body.example, null, 2).split('\n').length + 1))}" spellcheck="false">${JSON.stringify(body.example, null, 2)}</textarea></div>`}
${body?.type === 'multipart/form-data' && html`<div class="row"><label for="files">Files</label><input id="files" type="file" multiple></div>`}
${warning !== undefined && html`<p class="warning" id="warning">${warning}</p>`}
<button type="submit" class="send">Send</button>
</form>
<div id="answer" role="status"></div>
<script type="application/json" id="operation">${new Html(data)}</script>
</section>`;
}

/** The page of one operation. */
export function operationPage(site: Site, entry: Entry): Page {
  const { reference } = site;
  const answer = entry.responses.find(({ status }) => status.startsWith('2'));
  const bodyView = entry.body && schemaView(entry.body.schema, reference);
  const content = html`<article class="operation">
<div class="text">
<p class="crumbs">${entry.tags.map((tag) => html`<a href="${tagUrl(tag)}">${tag}</a> `)}</p>
<h1>${entry.summary}</h1>
<p class="endpoint">${badge(entry.method)} <code><span id="base">/beta</span>${breakable(entry.path)}</code></p>
${entry.description !== undefined && html`<p class="lead">${sentence(entry.description)}</p>`}
<p class="limits">Operation <code>${entry.id}</code></p>
${parametersView(
  site,
  'Path',
  entry.parameters.filter((parameter) => parameter.in === 'path'),
)}
${parametersView(
  site,
  'Query',
  entry.parameters.filter((parameter) => parameter.in === 'query'),
)}
${entry.body && html`<h2>Body</h2><p class="limits">${entry.body.type}, ${typeWords(entry.body.schema, reference)}${entry.body.required ? ', required' : ''}</p>${bodyView}`}
<h2>Answers</h2>
${entry.responses.map((response) => responseView(site, response))}
</div>
<div class="code">
${samplesView(site, entry)}
${tryView(site, entry)}
${answer?.example !== undefined && html`<section class="card" aria-labelledby="answer-title"><h2 id="answer-title">${answer.status} · example</h2>${block(JSON.stringify(answer.example, null, 2), 'Example of the answer')}</section>`}
</div>
</article>`;
  return { title: entry.summary, url: operationUrl(entry), twin: `${operationUrl(entry)}.md`, content };
}
