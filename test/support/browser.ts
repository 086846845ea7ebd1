import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { checkout } from '../../server/platform/checkout.ts';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Why the tests of pages cannot run here; undefined when they can. */
export const noBrowser: string | undefined = existsSync(executablePath) ? undefined : `there is no browser at ${executablePath}: install chromium, or say where it is in CHROMIUM`;

/** Chromium that asks nothing of the world by itself. @param hosts names that lead to this machine. */
export async function openBrowser(hosts: readonly string[] = []): Promise<Browser> {
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    `--host-resolver-rules=${hosts.map((host) => `MAP ${host} 127.0.0.1`).join(',')}`,
  ];
  return await chromium.launch({ executablePath, args });
}

/** Where a picture of a page is kept, for people to look at. */
export function picture(name: string): string {
  const folder = path.join(checkout, 'build', 'screenshots');
  mkdirSync(folder, { recursive: true });
  return path.join(folder, `${name}.png`);
}
