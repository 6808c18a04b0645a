import path from 'node:path'
import { defineConfig } from '@playwright/test'

/** The tests in a real window. `npm test` provisions Electron, builds the app and runs them. */
export default defineConfig({
  testDir: import.meta.dirname,
  // Those beside the runtime's scripts are vitest's.
  testIgnore: 'runtime/**',
  outputDir: path.join(import.meta.dirname, '../out/e2e'),
  // One window at a time: several would take the processor from each other, and the focus.
  workers: 1,
  retries: 0,
  timeout: 120_000,
  // Disks of machines that are shared stall for seconds.
  expect: { timeout: 30_000 },
  globalTimeout: 30 * 60_000,
  forbidOnly: Boolean(process.env['CI']),
  reporter: 'list',
})
