import { highlight } from '../../server/api/portal/highlight.ts';
import { languages, type SampleRequest } from '../../server/api/portal/samples.ts';

const KEPT = 'parley.language';

export interface Samples {
  /** Writes every sample anew, for another request. */
  show(request: SampleRequest): void;
}

/** The tabs of the samples: arrows move between them, and the language that was chosen is kept for other pages. */
export function startSamples(): Samples {
  const tabs = [...document.querySelectorAll<HTMLButtonElement>('.samples [role=tab]')];
  const panels = tabs.map((tab) => document.getElementById(tab.getAttribute('aria-controls')!)!);
  const choose = (index: number): void => {
    tabs.forEach((tab, at) => {
      tab.setAttribute('aria-selected', String(at === index));
      tab.tabIndex = at === index ? 0 : -1;
      panels[at]!.hidden = at !== index;
    });
  };
  const steps: Readonly<Record<string, (at: number) => number>> = { ArrowRight: (at) => at + 1, ArrowLeft: (at) => at - 1, Home: () => 0, End: () => -1 };
  tabs.forEach((tab, index) => {
    tab.addEventListener('click', () => {
      choose(index);
      localStorage.setItem(KEPT, languages[index]!.id);
    });
    tab.addEventListener('keydown', (event) => {
      const step = steps[event.key];
      if (!step) return;
      event.preventDefault();
      const next = tabs.at(step(index) % tabs.length)!;
      next.focus();
      next.click();
    });
  });
  const kept = languages.findIndex(({ id }) => id === localStorage.getItem(KEPT));
  if (kept > 0) choose(kept);

  const copy = document.querySelector<HTMLButtonElement>('#copy')!;
  copy.addEventListener('click', () => {
    const shown = panels.find((panel) => !panel.hidden)!;
    void navigator.clipboard.writeText(shown.textContent ?? '').then(
      () => (copy.textContent = 'Copied'),
      () => (copy.textContent = 'Could not copy'),
    );
    setTimeout(() => (copy.textContent = 'Copy'), 2000);
  });
  return {
    show(request) {
      languages.forEach(({ write }, index) => {
        panels[index]!.querySelector('code')!.innerHTML = highlight(write(request));
      });
    },
  };
}
