/** Rooms of `server` from the bottom up. A file imports from its own room and from rooms below; rooms of one row never meet. */
export const rooms: readonly (readonly string[])[] = [['base'], ['platform'], ['modules'], ['channels'], ['api', 'mcp'], ['main']];

/** Modules in their order: each may import from those before it, through their `index.ts` or `schema.ts`. */
export const modules: readonly string[] = [
  'organizations',
  'tokens',
  'audit',
  'custom-attributes',
  'people',
  'teams',
  'presence',
  'contact-endpoints',
  'flows',
  'business-hours',
  'templates',
  'queues',
  'files',
  'conversations',
  'messages',
  'attachments',
  'notes',
  'tags',
  'ratings',
  'activity',
  'search',
  'analytics',
  'intelligence',
  'exports',
  'webhooks',
  'anonymization',
  'knowledge',
];

/** Files of a module that other modules may import. */
export const faces: readonly string[] = ['index.ts', 'schema.ts'];

/** Files of a module that rooms above may import: its face, its calls, and its rules, which are pure. */
export const entries: readonly string[] = ['index.ts', 'schema.ts', 'calls.ts', 'operations.ts', 'rules.ts'];
