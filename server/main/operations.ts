import type { Operation } from '../platform/operation.ts';
import { noteOperations } from '../modules/notes/operations.ts';
import { tagOperations } from '../modules/tags/operations.ts';

/** The operation table: every call that Parley answers. */
export const operations: readonly Operation[] = [...noteOperations, ...tagOperations];
