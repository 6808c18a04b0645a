import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { patient } from '../src/testing/patience.ts'
import { expect, test } from './fixtures.ts'
import { enginePid, signalEngine } from './steps/engine-process.ts'
import { addLargerSample, startSlowRun } from './steps/larger-sample.ts'

/** Kills the engine's process as a crash in native code would, and waits until it is gone. */
async function killEngine(app: ElectronApplication): Promise<void> {
  const pid = await signalEngine(app, 'SIGKILL')
  await expect.poll(() => enginePid(app)).not.toBe(pid)
}

test('a dying engine leaves the window up, is replaced, and the run can be resumed', async ({ started, home }) => {
  const { app, page } = started
  await addLargerSample(started, { home, times: 5, crop: 227 })
  await page.getByRole('link', { name: 'Evaluate…', exact: true }).click()
  await startSlowRun(page)
  const progress = page.getByRole('progressbar', { name: 'Run progress' })
  await expect.poll(async () => Number(await progress.getAttribute('aria-valuenow'))).toBeGreaterThan(20)

  await killEngine(app)
  await expect(
    // What waited for an answer says so as well, until the next engine gives one.
    page
      .getByRole('alert')
      .getByText('The engine stopped unexpectedly (SIGKILL: killed, most likely for want of memory).'),
  ).toBeVisible()
  await expect(page.getByText(/was interrupted: \d+ of 1\u202F200 images are done\./)).toBeVisible()
  await expect(page.locator('header').getByText('Interrupted')).toBeVisible()
  await page
    .getByRole('main')
    .getByRole('button', { name: /^Resume sample_net_227/ })
    .click()
  await expect(page.getByText('Done', { exact: true })).toBeVisible({ timeout: patient(60_000) })
  await expect(page.getByRole('group', { name: 'Top-1', exact: true })).toContainText('1\u202F120 of 1\u202F200')
  await expect(page.getByText(/The engine stopped unexpectedly/)).toBeHidden()
})

test('an engine that keeps dying is not started for ever, but when asked', async ({ started }) => {
  const { app, page } = started
  const library = page.getByRole('navigation', { name: 'Library' })
  await expect(library.getByText('No dataset yet')).toBeVisible()
  await killEngine(app)
  await expect(page.getByText('A new one is running.')).toBeVisible()
  await killEngine(app)
  await killEngine(app)
  await expect(page.getByText(/It did so 3 times within a minute/)).toBeVisible()
  expect(await enginePid(app)).toBeUndefined()
  await page.getByRole('button', { name: 'Start the engine again' }).click()
  await page.getByRole('button', { name: 'Add the sample' }).click()
  await expect(library.getByRole('link', { name: /^sample-val/ })).toContainText('240 images')
})

test('what the engine died of is shown, and copied with what helps to find out why', async ({ start, home }) => {
  // Has Node write to stderr what it loads.
  process.env['NODE_DEBUG'] = 'esm'
  const { app, page } = await start().finally(() => delete process.env['NODE_DEBUG'])
  await expect(page.getByText('No dataset yet')).toBeVisible()
  const log = path.join(home, 'logs', 'acuity.log')
  const pid = await signalEngine(app, 'SIGSEGV')
  await expect(page.getByText('(SIGSEGV: native code used memory that is not its own)')).toBeVisible()
  await page.getByText('What it wrote last').click()
  await expect(page.locator('pre')).toContainText('ESM')
  await expect.poll(() => readFileSync(log, 'utf8')).toContain('error engine died, SIGSEGV')
  expect(readFileSync(log, 'utf8')).toMatch(
    new RegExp(`^\\S+ window\\[\\d+\\] info engine started, process ${pid}$`, 'm'),
  )

  await app.evaluate(({ clipboard }) => clipboard.clear())
  await page.getByRole('button', { name: 'Copy diagnostics' }).click()
  await expect(page.getByText(/^Copied the diagnostics/)).toBeVisible({ timeout: 30_000 })
  const text = await app.evaluate(({ clipboard }) => clipboard.readText())
  expect(text).toMatch(/^Acuity \S+, Electron \d\S+, Chromium \d\S+, Node \d\S+$/m)
  expect(text).toMatch(
    /^The engine stopped unexpectedly:\n {2}\S+Z SIGSEGV: native code used memory that is not its own$/m,
  )
  expect(text).toContain(`The log ${log}:\n`)
  expect(text).toMatch(/error engine died, SIGSEGV/)
})
