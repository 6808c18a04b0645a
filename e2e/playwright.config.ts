import os from 'node:os'
import path from 'node:path'
import { defineConfig } from '@playwright/test'
import { patient } from '../src/testing/patience.ts'
import { needsVirtualDisplay } from '../tools/electron/provision.ts'

/** The tests in a real window. `npm test` provisions Electron, builds the app and runs them. */
export default defineConfig({
  testDir: import.meta.dirname,
  outputDir: path.join(import.meta.dirname, '../out/e2e'),
  // One window at a time on a screen: several would take the focus from each other. In memory each has a screen of its own.
  workers: needsVirtualDisplay() ? Math.min(2, os.availableParallelism()) : 1,
  // A machine that is shared stalls: what passes only then is named in a warning.
  retries: process.env['CI'] ? 1 : 0,
  timeout: patient(120_000),
  // Disks of machines that are shared stall for seconds.
  expect: { timeout: patient(30_000) },
  globalTimeout: patient(30 * 60_000),
  forbidOnly: Boolean(process.env['CI']),
  reporter: 'list',
})
