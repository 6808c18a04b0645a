import type { ElectronApplication } from '@playwright/test'
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
    page.getByText(/The engine stopped unexpectedly \(exit code \d+\)\. A new one is running\./),
  ).toBeVisible()
  await expect(page.getByText(/was interrupted: \d+ of 1\u202F200 images are done\./)).toBeVisible()
  await expect(page.locator('header').getByText('Interrupted')).toBeVisible()
  await page
    .getByRole('main')
    .getByRole('button', { name: /^Resume sample_net_227/ })
    .click()
  await expect(page.getByText('Done', { exact: true })).toBeVisible({ timeout: 60_000 })
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
