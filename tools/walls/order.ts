/** Rooms of `server` from the bottom up. A file imports from its own room and from rooms below; rooms of one row never meet. */
export const rooms: readonly (readonly string[])[] = [['base'], ['platform'], ['modules'], ['api', 'mcp'], ['main']];

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

/** Files and folders (with a slash at the end) above the platform that hold SQL and are no stores, each with its reason. */
export const sqlHomes: Readonly<Record<string, string>> = {
  'modules/custom-attributes/attribute-list.ts': 'a column that the stores of conversations and people put into their own statements',
  'modules/conversations/creation.ts': 'one statement, with the form of what goes in: creating a conversation is one round trip',
  'modules/search/': 'finding is putting a statement together: filters are conditions, ways to find are sources',
  'modules/intelligence/filters.ts': 'filters are conditions of a statement',
  'modules/webhooks/queue.ts': 'the store of deliveries',
  'modules/webhooks/facts.ts': 'reads all that payloads are made of, from the tables of seven modules',
  'modules/webhooks/redaction.ts': 'payloads are redacted by rows of a hundred, between reading and writing',
  'modules/anonymization/scrub.ts': 'the store of the planner that cleans personal data in every table',
  'api/idempotency.ts': 'owns the table of keys',
  'api/rate-limit.ts': 'owns the table of buckets',
  'api/health.ts': 'asks the database whether it answers',
  'main/seed/': 'writes the demonstration organization into every table at once, and takes it away',
  'main/settings/apply.ts': 'savepoints and the lock of a transaction over all settings',
  'main/emulator/': 'makes and drops databases, and reads who lives in one',
  'main/commands/doctor.ts': 'examines the database itself',
};
