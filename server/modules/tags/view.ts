import type { TagRow } from './store.ts';

export const viewTag = (row: TagRow) => ({ id: row.id, name: row.name, ...(row.color === null ? {} : { color: row.color }), state: row.state });
