interface Entry {
  readonly title: string;
  readonly line: string;
  readonly url: string;
  readonly words: string;
}

const MOST = 12;

/** How well an entry fits: all words must be somewhere in it, those in the title weigh most. 0: not at all. */
function weigh(entry: Entry, words: readonly string[]): number {
  const [title, line] = [entry.title.toLowerCase(), entry.line.toLowerCase()];
  let sum = 0;
  for (const word of words) {
    const weight = (title.startsWith(word) ? 8 : title.includes(word) ? 5 : 0) + (line.includes(word) ? 3 : 0) + (entry.words.includes(word) ? 1 : 0);
    if (weight === 0) return 0;
    sum += weight;
  }
  return sum;
}

async function load(): Promise<Entry[]> {
  return (await (await fetch('/docs/search.json')).json()) as Entry[];
}

function hit(entry: Entry, index: number, open: () => void): HTMLElement {
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

/** The search: opened by its button, `/` or Ctrl+K; arrows choose, Enter opens. */
export function startSearch(): void {
  const dialog = document.querySelector<HTMLDialogElement>('#search')!;
  const input = document.querySelector<HTMLInputElement>('#words')!;
  const list = document.querySelector<HTMLElement>('#hits')!;
  const found = document.querySelector<HTMLElement>('#found')!;
  let entries: Promise<Entry[]> | undefined;
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
  const go = (entry: Entry): void => {
    dialog.close();
    location.href = entry.url;
  };
  const look = async (): Promise<void> => {
    const all = await (entries ??= load());
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const hits = words.length === 0 ? [] : all.map((entry) => ({ entry, weight: weigh(entry, words) })).filter(({ weight }) => weight > 0);
    const best = hits.toSorted((left, right) => right.weight - left.weight).slice(0, MOST);
    list.replaceChildren(...best.map(({ entry }, index) => hit(entry, index, () => go(entry))));
    input.setAttribute('aria-expanded', String(best.length > 0));
    found.textContent = words.length === 0 ? '' : hits.length === 0 ? 'Nothing found' : `${hits.length} found`;
    choose(0);
  };
  const open = (): void => {
    dialog.showModal();
    input.select();
    void look();
  };

  document.querySelector('#finder')!.addEventListener('click', open);
  document.addEventListener('keydown', (event) => {
    const typing = event.target instanceof HTMLElement && /^(?:INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if ((event.key === '/' && !typing) || (event.key === 'k' && (event.ctrlKey || event.metaKey))) {
      event.preventDefault();
      open();
    }
  });
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
