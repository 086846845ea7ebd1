import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds package.json, whether this runs from the sources or from a bundle. */
export const checkout: string = (() => {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(folder, 'package.json'))) {
    const above = path.dirname(folder);
    if (above === folder) throw new Error('package.json of Parley was not found above its code');
    folder = above;
  }
  return folder;
})();

/** Where data lies unless it is said: with the checkout. A package in `node_modules` may be gone with the next install, so then it is the folder of whoever starts it. */
export const home: string = checkout.split(path.sep).includes('node_modules') ? process.cwd() : checkout;
