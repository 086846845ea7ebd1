// Runs before the page is drawn, so that a dark page never flashes white.
const kept = localStorage.getItem('parley.theme');
const dark = kept === null ? matchMedia('(prefers-color-scheme: dark)').matches : kept === 'dark';
document.documentElement.dataset.theme = dark ? 'dark' : 'light';
