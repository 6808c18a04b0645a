import path from 'node:path'
import { defineConfig } from '@playwright/test'
import { patient } from '../src/testing/patience.ts'

/** The tests in a real window. `npm test` provisions Electron, builds the app and runs them. */
export default defineConfig({
  testDir: import.meta.dirname,
  outputDir: path.join(import.meta.dirname, '../out/e2e'),
  // One window at a time: several would take the processor from each other, and the focus.
  workers: 1,
  retries: 0,
  timeout: patient(120_000),
  // Disks of machines that are shared stall for seconds.
  expect: { timeout: patient(30_000) },
  globalTimeout: patient(30 * 60_000),
  forbidOnly: Boolean(process.env['CI']),
  reporter: 'list',
})
