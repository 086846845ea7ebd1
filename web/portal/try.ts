import { highlight } from '../../server/api/portal/highlight.ts';
import type { SampleRequest } from '../../server/api/portal/samples.ts';
import type { Samples } from './samples.ts';

const TOKEN = 'parley.token';
const SERVER = 'parley.server';

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly body?: string;
}

/** The request that the form describes; the body as it is written, which need not be JSON yet. */
function readForm(form: HTMLFormElement, operation: Operation): { readonly url: string; readonly text: string | undefined } {
  let path = operation.path;
  const query = new URLSearchParams();
  for (const field of form.querySelectorAll<HTMLInputElement | HTMLSelectElement>('[data-in]')) {
    if (field.dataset.in === 'path') path = path.replace(`{${field.name}}`, encodeURIComponent(field.value));
    else if (field.value !== '') query.append(field.name, field.value);
  }
  const server = form.querySelector<HTMLSelectElement>('#server')!.value;
  return { url: `${location.origin}${server}${path}${query.size > 0 ? `?${query.toString()}` : ''}`, text: form.querySelector<HTMLTextAreaElement>('#body')?.value };
}

function parsed(text: string | undefined): unknown {
  if (text === undefined || text.trim() === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function element(name: string, text: string, className = ''): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  if (className !== '') made.className = className;
  return made;
}

async function send(form: HTMLFormElement, operation: Operation, token: string): Promise<HTMLElement[]> {
  const { url, text } = readForm(form, operation);
  const files = form.querySelector<HTMLInputElement>('#files')?.files;
  const headers: Record<string, string> = token === '' ? {} : { authorization: `Bearer ${token}` };
  let body: FormData | string | undefined;
  if (files) {
    const parts = new FormData();
    for (const file of files) parts.append('files', file);
    body = parts;
  } else if (text !== undefined && text.trim() !== '') {
    body = text;
    headers['content-type'] = 'application/json';
  }
  const begin = performance.now();
  const response = await fetch(url, { method: operation.method, headers, ...(body === undefined ? {} : { body }) });
  const answer = await response.text();
  const took = Math.round(performance.now() - begin);
  const line = element('p', '', 'response');
  line.append(element('span', String(response.status), `status s${String(response.status)[0]}`), ` ${took} ms, ${answer.length} characters`);
  if (answer === '') return [line];
  const value = parsed(answer);
  const pre = element('pre', '');
  pre.tabIndex = 0;
  pre.setAttribute('role', 'region');
  pre.setAttribute('aria-label', 'The answer');
  const code = element('code', '');
  code.innerHTML = highlight(value === undefined ? answer : JSON.stringify(value, null, 2));
  pre.append(code);
  return [line, pre];
}

/** The form of an operation's page. The token stays in this tab; the samples follow what is filled in. */
export function startTry(samples: Samples): void {
  const form = document.querySelector<HTMLFormElement>('#try')!;
  const answer = document.querySelector<HTMLElement>('#answer')!;
  const operation = JSON.parse(document.querySelector('#operation')!.textContent ?? '{}') as Operation;
  const token = form.querySelector<HTMLInputElement>('#token')!;
  const server = form.querySelector<HTMLSelectElement>('#server')!;
  token.value = sessionStorage.getItem(TOKEN) ?? '';
  const kept = sessionStorage.getItem(SERVER);
  if (kept !== null && [...server.options].some((option) => option.value === kept)) server.value = kept;

  const follow = (): void => {
    sessionStorage.setItem(TOKEN, token.value);
    sessionStorage.setItem(SERVER, server.value);
    document.querySelector('#base')!.textContent = server.value;
    const { url, text } = readForm(form, operation);
    const body = parsed(text);
    const upload = operation.body === 'multipart/form-data' ? { upload: { field: 'files', file: 'photo.png', type: 'image/png' } } : {};
    // The token is not written into the samples: they are made to be passed on.
    const request: SampleRequest = { method: operation.method, url, token: 'YOUR_TOKEN', ...upload, ...(body === undefined ? {} : { body }) };
    samples.show(request);
  };
  form.addEventListener('input', follow);
  follow();

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    answer.replaceChildren(element('p', 'Waiting for the answer …'));
    void send(form, operation, token.value.trim()).then(
      (parts) => answer.replaceChildren(...parts),
      (error: unknown) => answer.replaceChildren(element('p', `The request did not get through: ${String(error)}`, 'warning')),
    );
  });
}
