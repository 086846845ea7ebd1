import type { Operation } from '../platform/operation.ts';
import { peopleOperations } from '../modules/people/operations.ts';
import { teamOperations } from '../modules/teams/operations.ts';
import { presenceOperations } from '../modules/presence/operations.ts';
import { queueOperations } from '../modules/queues/operations.ts';
import { noteOperations } from '../modules/notes/operations.ts';
import { tagOperations } from '../modules/tags/operations.ts';

/** The operation table: every call that Parley answers. */
export const operations: readonly Operation[] = [...peopleOperations, ...teamOperations, ...presenceOperations, ...queueOperations, ...noteOperations, ...tagOperations];
