import { startSamples } from './samples.ts';
import { startSearch } from './search.ts';
import { startTry } from './try.ts';

function startTheme(button: HTMLElement): void {
  const root = document.documentElement;
  const show = (): void => button.setAttribute('aria-pressed', String(root.dataset.theme === 'dark'));
  button.addEventListener('click', () => {
    root.dataset.theme = root.dataset.theme === 'dark' ? 'light' : 'dark';
    localStorage.setItem('parley.theme', root.dataset.theme);
    show();
  });
  show();
}

/** On a narrow screen the navigation is folded away behind a button. */
function startMenu(button: HTMLElement): void {
  button.addEventListener('click', () => {
    const open = document.body.classList.toggle('menu-open');
    button.setAttribute('aria-expanded', String(open));
  });
}

startTheme(document.querySelector<HTMLElement>('#theme')!);
startMenu(document.querySelector<HTMLElement>('#menu')!);
startSearch();
document.querySelector('.side [aria-current=page]')?.scrollIntoView({ block: 'center' });
if (document.querySelector('#try')) {
  const samples = startSamples();
  startTry(samples);
}
