import type { Findable } from '../../server/api/portal/findable.ts';
import { find } from './finding.ts';

const MOST = 12;

async function load(): Promise<Findable[]> {
  return (await (await fetch('/docs/search.json')).json()) as Findable[];
}

function hit(entry: Findable, index: number, open: () => void): HTMLElement {
  const item = document.createElement('li');
  item.id = `hit-${index}`;
  item.role = 'option';
  item.dataset.url = entry.url;
  const [title, line] = [document.createElement('strong'), document.createElement('span')];
  title.textContent = entry.title;
  line.textContent = entry.line;
  item.append(title, line);
  item.addEventListener('click', open);
  return item;
}

function amount(hits: number): string {
  if (hits === 0) return 'Nothing found';
  return hits > MOST ? `The best ${MOST} of ${hits}` : `${hits} found`;
}

/** Its button and its keys; a slash that is typed into a field is a slash. */
function openBy(open: () => void): void {
  document.querySelector('#finder')!.addEventListener('click', open);
  document.addEventListener('keydown', (event) => {
    const typing = event.target instanceof HTMLElement && /^(?:INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if ((event.key === '/' && !typing) || (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey))) {
      event.preventDefault();
      open();
    }
  });
}

/** The search: opened by its button, `/` or Ctrl+K; arrows choose, Enter opens. */
export function startSearch(): void {
  const dialog = document.querySelector<HTMLDialogElement>('#search')!;
  const input = document.querySelector<HTMLInputElement>('#words')!;
  const list = document.querySelector<HTMLElement>('#hits')!;
  const found = document.querySelector<HTMLElement>('#found')!;
  let entries: Promise<Findable[]> | undefined;
  let chosen = 0;

  const choose = (index: number): void => {
    const items = [...list.children] as HTMLElement[];
    chosen = items.length === 0 ? 0 : (index + items.length) % items.length;
    items.forEach((item, at) => item.setAttribute('aria-selected', String(at === chosen)));
    const item = items[chosen];
    if (item) input.setAttribute('aria-activedescendant', item.id);
    else input.removeAttribute('aria-activedescendant');
    item?.scrollIntoView({ block: 'nearest' });
  };
  const go = (entry: Findable): void => {
    dialog.close();
    location.href = entry.url;
  };
  const look = async (): Promise<void> => {
    const all = await (entries ??= load()).catch(() => undefined);
    if (!all) {
      // The next letter tries again.
      entries = undefined;
      found.textContent = 'No answer from the server: nothing can be searched.';
      return;
    }
    const hits = find(all, input.value);
    const best = hits.slice(0, MOST);
    list.replaceChildren(...best.map((entry, index) => hit(entry, index, () => go(entry))));
    input.setAttribute('aria-expanded', String(best.length > 0));
    found.textContent = input.value.trim() === '' ? '' : amount(hits.length);
    choose(0);
  };
  const open = (): void => {
    if (!dialog.open) dialog.showModal();
    input.select();
    void look();
  };

  openBy(open);
  input.addEventListener('input', () => void look());
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      choose(chosen + (event.key === 'ArrowDown' ? 1 : -1));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      (list.children[chosen] as HTMLElement | undefined)?.click();
    }
  });
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
}
