import type { Page } from 'playwright-core';

/**
 * Runs in the page: what is wrong with how the focused element shows itself, in both themes. The ring must be two pixels
 * wide, three times lighter or darker than what is around it, in nobody's way and not cut off.
 */
const LOOK = `(() => {
  const element = document.activeElement;
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = channels(colour).map((value) => { const part = value / 255; return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const opaque = (colour) => (channels(colour)[3] ?? 1) === 1;
  const behind = (from) => {
    for (let at = from; at; at = at.parentElement) { const { backgroundColor } = getComputedStyle(at); if (opaque(backgroundColor)) return backgroundColor; }
    return 'rgb(255, 255, 255)';
  };
  const faults = [];
  const root = document.documentElement;
  const before = root.dataset.theme;
  for (const theme of ['light', 'dark']) {
    root.dataset.theme = theme;
    const style = getComputedStyle(element);
    const [width, offset] = [parseFloat(style.outlineWidth), parseFloat(style.outlineOffset)];
    if (style.outlineStyle === 'none' || width < 2) { faults.push(theme + ': no ring'); continue; }
    const [ring, ground] = [light(style.outlineColor), light(behind(offset < 0 ? element : element.parentElement))];
    const contrast = (Math.max(ring, ground) + 0.05) / (Math.min(ring, ground) + 0.05);
    if (!(contrast >= 3)) faults.push(theme + ': contrast ' + contrast.toFixed(2));
    const box = element.getBoundingClientRect();
    const grown = Math.max(0, width + offset);
    const edge = { left: box.left - grown, right: box.right + grown, top: box.top - grown, bottom: box.bottom + grown };
    const within = (left, top, right, bottom, where, sideways = true, upright = true) => {
      if (sideways && (edge.left < left - 0.5 || edge.right > right + 0.5)) faults.push(theme + ': cut off at the side by ' + where);
      // Of what is higher than its place an end is seen at most.
      if (upright && edge.bottom - edge.top <= bottom - top && (edge.top < top - 0.5 || edge.bottom > bottom + 0.5)) faults.push(theme + ': cut off above or below by ' + where);
    };
    within(0, 0, root.clientWidth, innerHeight, 'the window');
    for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(at);
      const outer = at.getBoundingClientRect();
      const [left, top] = [outer.left + at.clientLeft, outer.top + at.clientTop];
      within(left, top, left + at.clientWidth, top + at.clientHeight, at.tagName + '.' + at.className, overflowX !== 'visible', overflowY !== 'visible');
    }
    for (const [x, y] of [[(box.left + box.right) / 2, box.top + 1], [(box.left + box.right) / 2, box.bottom - 1], [box.left + 1, (box.top + box.bottom) / 2], [box.right - 1, (box.top + box.bottom) / 2]]) {
      const cover = document.elementFromPoint(x, y)?.closest('header.top, .side, dialog');
      if (cover && !cover.contains(element)) faults.push(theme + ': covered by ' + cover.tagName);
    }
  }
  root.dataset.theme = before;
  const name = element.tagName.toLowerCase() + (element.id ? '#' + element.id : '') + ' ' + (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 30);
  const order = element === document.body ? -1 : [...document.querySelectorAll('*')].indexOf(element);
  return { name, order, faults: [...new Set(faults)] };
})()`;

interface Seen {
  readonly name: string;
  /** Where the element stands in the page; -1 when nothing has the focus. */
  readonly order: number;
  readonly faults: readonly string[];
}

/** Presses Tab from the top of the page until its end. @returns what was focused, in order. */
export async function tabThrough(page: Page, most = 200): Promise<Seen[]> {
  // Without motion the page stands where the focus is at once.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.evaluate('document.activeElement.blur(); scrollTo(0, 0)');
  const stops: Seen[] = [];
  while (stops.length < most) {
    await page.keyboard.press('Tab');
    const seen = await page.evaluate<Seen>(LOOK);
    if (seen.order === -1 || stops.some(({ order }) => order === seen.order)) return stops;
    stops.push(seen);
  }
  throw new Error(`Tab found no end after ${most} stops`);
}
