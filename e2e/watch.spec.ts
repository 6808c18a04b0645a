import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { patient } from '../src/testing/patience.ts'
import { expect, test } from './fixtures.ts'
import { addLargerSample, startSlowRun } from './steps/larger-sample.ts'

test('a run can be looked into while it goes on, cancelled, and resumed', async ({ started, home }) => {
  const { page } = started
  await addLargerSample(started, { home, times: 5, crop: 227 })
  await page.getByRole('link', { name: 'Evaluate…', exact: true }).click()
  await startSlowRun(page)

  const progress = page.getByRole('progressbar', { name: 'Run progress' })
  await expect.poll(async () => Number(await progress.getAttribute('aria-valuenow'))).toBeGreaterThan(10)
  await expect(page.getByText(/ left$/)).toBeVisible()
  await page.getByRole('navigation', { name: 'Run', exact: true }).getByRole('link', { name: 'Errors' }).click()
  await expect(page.getByRole('heading', { name: /^\d+ misclassified images?$/ })).toBeVisible()
  await page.getByRole('button', { name: 'Cancel run' }).click()
  await expect(page.locator('header').getByText('Interrupted')).toBeVisible()

  // What was evaluated until then is kept, and is there to be looked at.
  const evaluated = Number((/of (\d+) evaluated/.exec(await page.getByRole('main').innerText()) ?? [])[1])
  expect(evaluated).toBeGreaterThan(10)
  expect(evaluated).toBeLessThan(1200)
  await page.getByRole('button', { name: 'Resume run' }).click()
  await expect(page.locator('header').getByText('Done')).toBeVisible({ timeout: patient(60_000) })
  await expect(page.getByRole('heading', { name: '80 misclassified images' })).toBeVisible()
})

test('a database of a newer version is left alone, with what to do; then it is tried again', async ({
  start,
  home,
}) => {
  const first = await start()
  await first.page.getByRole('button', { name: 'Add the sample' }).click()
  await expect(first.page.getByRole('link', { name: /^sample-val/ })).toBeVisible()
  await first.app.close()
  const raise = (by: number) => {
    const database = new Sqlite(path.join(home, 'acuity.db'))
    database.pragma(`user_version = ${Number(database.pragma('user_version', { simple: true })) + by}`)
    database.close()
  }

  raise(1)
  const { page } = await start()
  await expect(page.getByRole('alert')).toContainText('was written by a newer version of Acuity')
  raise(-1)
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('link', { name: /^sample-val/ })).toBeVisible()
})
