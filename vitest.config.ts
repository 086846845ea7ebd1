import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['server/**/*.test.ts', 'test/**/*.test.ts', 'tools/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Each file has a database of its own, so files run side by side.
    maxWorkers: 3,
    // Loading the server takes longer than most files run; nothing in it outlives the Parley that a test closes.
    isolate: false,
    // Followers stay below the oldest transaction of the whole server, which other files share: a slow one of theirs can cost a test its patience once.
    retry: process.env.CI === undefined ? 0 : 1,
  },
});
