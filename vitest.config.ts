import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'tools/**/*.test.ts', 'e2e/runtime/**/*.test.ts'],
    // Native sessions and decoders live in worker threads of their own: tests run in processes, not in threads.
    pool: 'forks',
    testTimeout: 60_000,
  },
})
