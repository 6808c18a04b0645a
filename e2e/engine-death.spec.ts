import type { ElectronApplication } from '@playwright/test'
import { expect, test } from './fixtures.ts'

/** The engine's process; undefined while there is none. */
function enginePid(app: ElectronApplication): Promise<number | undefined> {
  return app.evaluate(
    ({ app: electronApp }) => electronApp.getAppMetrics().find(({ name }) => name === 'Acuity engine')?.pid,
  )
}

/** Kills the engine's process as a crash in native code would, and waits until it is gone. */
async function killEngine(app: ElectronApplication): Promise<void> {
  await expect.poll(() => enginePid(app)).toBeDefined()
  const pid = await enginePid(app)
  if (pid === undefined) throw new Error('The engine has no process.')
  process.kill(pid, 'SIGKILL')
  await expect.poll(() => enginePid(app)).not.toBe(pid)
}

test('a dying engine leaves the window up, is replaced, and the run can be resumed', async ({ started }) => {
  const { app, page } = started
  await page.getByRole('button', { name: 'Add the sample' }).click()
  await page.getByRole('link', { name: /^sample_net_227/ }).click()
  await page.getByRole('link', { name: 'Evaluate…', exact: true }).click()
  const form = page.getByRole('form', { name: 'New run' })
  // One thread and single images: slow enough to be killed in the middle.
  await form.getByText('More', { exact: false }).first().click()
  await form.getByRole('textbox', { name: 'Batch' }).fill('1')
  await form.getByRole('textbox', { name: 'Threads' }).fill('1')
  await form.getByRole('button', { name: 'Start run' }).click()
  const progress = page.getByRole('progressbar', { name: 'Run progress' })
  await expect.poll(async () => Number(await progress.getAttribute('aria-valuenow'))).toBeGreaterThan(20)

  await killEngine(app)
  await expect(
    page.getByText(/The engine stopped unexpectedly \(exit code \d+\)\. A new one is running\./),
  ).toBeVisible()
  await expect(page.getByText(/was interrupted: \d+ of 240 images are done\./)).toBeVisible()
  await expect(page.locator('header').getByText('Interrupted')).toBeVisible()
  await page
    .getByRole('main')
    .getByRole('button', { name: /^Resume sample_net_227/ })
    .click()
  await expect(page.getByText('Done', { exact: true })).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('group', { name: 'Top-1', exact: true })).toContainText('224 of 240')
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
