import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [svelte({ dynamicCompileOptions: () => ({ generate: 'client' }) })],
  test: {
    include: ['src/**/*.test.ts', 'tools/**/*.test.ts', 'e2e/runtime/**/*.test.ts'],
    // Native sessions and decoders live in worker threads of their own: tests run in processes, not in threads.
    pool: 'forks',
    testTimeout: 60_000,
  },
})
