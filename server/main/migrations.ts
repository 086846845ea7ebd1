import path from 'node:path';
import { checkout } from '../platform/checkout.ts';
import { readMigrations, type Migration } from '../platform/db/migrate.ts';

/** The migrations of this release. */
export const migrations = (): Migration[] => readMigrations(path.join(checkout, 'server', 'migrations'));
