import { highlight } from '../../server/api/portal/highlight.ts';
import type { SampleRequest } from '../../server/api/portal/samples.ts';
import type { Samples } from './samples.ts';

const TOKEN = 'parley.token';
const SERVER = 'parley.server';
/** Characters of an answer. */
const MOST_SHOWN = 100_000;

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

/** Sends what the form says. @throws when no answer comes. */
async function send(form: HTMLFormElement, operation: Operation, token: string): Promise<{ readonly response: Response; readonly text: string; readonly took: number }> {
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
  return { response, text: await response.text(), took: Math.round(performance.now() - begin) };
}

/** What helps with an answer that beginners meet. */
function hintFor(status: number, token: string, retryAfter: string | null): string | undefined {
  if (status === 401)
    return token === '' ? 'Fill in a token above. npx parley token create --name NAME makes one.' : 'The server does not take this token: it is mistyped or revoked, or has too few scopes.';
  if (status === 429) return `Too many requests${retryAfter === null ? '' : `: try again in ${retryAfter} s`}.`;
  return undefined;
}

/** An answer as the page shows it. Of a long one the beginning, as a browser stands still over millions of coloured words. */
function shown({ response: { status, headers }, text, took }: Awaited<ReturnType<typeof send>>, token: string): HTMLElement[] {
  const line = element('p', '', 'response');
  line.append(element('span', String(status), `status s${String(status)[0]}`), ` ${took} ms, ${text.length.toLocaleString('en')} characters`);
  const hint = hintFor(status, token, headers.get('retry-after'));
  const parts = [line, ...(hint === undefined ? [] : [element('p', hint, 'limits')])];
  if (text === '') return parts;
  const value = text.length > 10 * MOST_SHOWN ? undefined : parsed(text);
  const whole = value === undefined ? text : JSON.stringify(value, null, 2);
  const pre = element('pre', '');
  pre.tabIndex = 0;
  pre.setAttribute('role', 'region');
  pre.setAttribute('aria-label', 'The answer');
  const code = element('code', '');
  code.innerHTML = highlight(whole.slice(0, MOST_SHOWN));
  pre.append(code);
  if (whole.length > MOST_SHOWN) {
    const link = element('a', 'Save all of it') as HTMLAnchorElement;
    link.href = URL.createObjectURL(new Blob([text], { type: headers.get('content-type') ?? 'text/plain' }));
    link.download = 'answer.json';
    const note = element('p', 'Only the beginning is shown. ', 'limits');
    note.append(link);
    parts.push(note);
  }
  return [...parts, pre];
}

/** The form of an operation's page. The token stays in this tab; the samples follow what is filled in. */
export function startTry(samples: Samples): void {
  const form = document.querySelector<HTMLFormElement>('#try')!;
  const answer = document.querySelector<HTMLElement>('#answer')!;
  const operation = JSON.parse(document.querySelector('#operation')!.textContent ?? '{}') as Operation;
  const token = form.querySelector<HTMLInputElement>('#token')!;
  const server = form.querySelector<HTMLSelectElement>('#server')!;
  const warning = form.querySelector<HTMLElement>('#warning');
  token.value = sessionStorage.getItem(TOKEN) ?? '';
  const kept = sessionStorage.getItem(SERVER);
  if (kept !== null && [...server.options].some((option) => option.value === kept)) server.value = kept;

  const follow = (): void => {
    sessionStorage.setItem(TOKEN, token.value);
    sessionStorage.setItem(SERVER, server.value);
    document.querySelector('#base')!.textContent = server.value;
    if (warning) warning.hidden = server.value.startsWith('/_mock/');
    const { url, text } = readForm(form, operation);
    const body = parsed(text);
    const upload = operation.body === 'multipart/form-data' ? { upload: { field: 'files', file: 'photo.png', type: 'image/png' } } : {};
    // The token is not written into the samples: they are made to be passed on.
    const request: SampleRequest = { method: operation.method, url, token: 'YOUR_TOKEN', ...upload, ...(body === undefined ? {} : { body }) };
    samples.show(request);
  };
  form.addEventListener('input', follow);
  follow();

  // Of a high field browsers bring the caret into sight only.
  form.querySelector('#body')?.addEventListener('focus', (event) => (event.target as HTMLElement).scrollIntoView({ block: 'nearest' }));
  let latest = 0;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const turn = ++latest;
    // Whoever sends again before the answer comes sees the later one.
    const show = (parts: HTMLElement[]): void => void (turn === latest && answer.replaceChildren(...parts));
    const given = token.value.trim();
    show([element('p', 'Waiting for the answer …')]);
    void send(form, operation, given).then(
      (came) => show(shown(came, given)),
      () =>
        show([
          element(
            'p',
            `No answer came from ${location.origin}: the server is stopped, or the connection broke.${operation.method === 'GET' ? '' : ' Nothing tells whether the call took effect.'}`,
            'warning',
          ),
        ]),
    );
  });
}
