import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['server/**/*.test.ts', 'test/**/*.test.ts', 'tools/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Each file has a database of its own and each worker a server, so files run side by side. A server that is given is one.
    maxWorkers: process.env.TEST_DATABASE_URL ? 1 : 3,
    // Loading the server takes longer than most files run; nothing in it outlives the Parley that a test closes.
    isolate: false,
  },
});
