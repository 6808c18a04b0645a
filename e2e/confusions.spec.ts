import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { z } from 'zod'
import { csvReport, report } from './command-line.ts'
import { savingAs } from './dialogs.ts'
import { expect, testOfRuns as test } from './fixtures.ts'
import { shortName } from './steps/figures.ts'
import { readRows } from './steps/virtual-rows.ts'
import { openTab } from './steps/watch-run.ts'

const Pair = z.object({
  label_index: z.int(),
  label_name: z.string(),
  predicted_index: z.int(),
  predicted_name: z.string(),
  count: z.int(),
  share: z.number(),
})

const matrix = (page: Page) => page.getByRole('application', { name: 'Confusion matrix' })

test('from a pair, or a cell of the matrix, to its images; a class has its confusions and its other runs', async ({
  start,
  home,
}) => {
  const { app, page } = await start()
  await page.goto('acuity://app/#/runs/2/confusions')

  const pairs = await report(home, 2, 'confusions', Pair)
  const table = page.getByRole('table', { name: 'Confused classes' })
  await expect(table).toHaveAttribute('aria-rowcount', String(pairs.length + 1))
  const rows = await readRows(table, pairs.length)
  expect(rows.map(({ cells: [, images] }) => Number(images))).toEqual(pairs.map(({ count }) => count))
  await page.getByText('By confusion', { exact: true }).click()
  await page.getByRole('checkbox', { name: 'Diagonal' }).check()
  await page.getByRole('button', { name: 'Zoom in' }).click()
  await page.screenshot({ path: path.join(test.info().project.outputDir, 'looks', 'confusions-clustered.png') })
  await expect(page).toHaveURL(/confusions\?order=clustered&diagonal=true&part=[\d.]+%2C[\d.]+%2C[\d.]+$/)
  const [address, drawn] = [page.url(), await matrix(page).screenshot()]
  await page.reload()
  await expect(page.getByRole('checkbox', { name: 'Diagonal' })).toBeChecked()
  await expect.poll(async () => drawn.equals(await matrix(page).screenshot())).toBe(true)
  expect(page.url()).toBe(address)
  await page.getByRole('button', { name: 'Fit the whole matrix' }).click()
  await page.getByText('By index', { exact: true }).click()
  await page.getByRole('checkbox', { name: 'Diagonal' }).uncheck()

  // With the keys alone: from the first cell down to a class, and on to the first one that it is taken for.
  const row = Math.min(...pairs.map(({ label_index }) => label_index))
  const column = Math.min(...pairs.filter(({ label_index }) => label_index === row).map((pair) => pair.predicted_index))
  const pair = pairs.find(({ label_index, predicted_index }) => label_index === row && predicted_index === column)
  if (!pair) throw new Error('the sample network confuses nothing')
  await matrix(page).focus()
  for (let step = 0; step <= row; step++) await matrix(page).press('ArrowDown')
  await matrix(page).press('Control+ArrowRight')
  const told = `${shortName(pair.label_name)} taken for ${shortName(pair.predicted_name)}: ${pair.count} of`
  await expect(page.getByText(told)).toBeVisible()
  await matrix(page).press('Enter')
  await expect(page).toHaveURL(new RegExp(`/runs/2/errors\\?label=${row}&predicted=${column}$`))
  await page.goBack()
  await expect(page).toHaveURL(/confusions$/)

  const file = path.join(home, 'pairs.csv')
  await savingAs(app, file)
  await page.getByRole('button', { name: 'Export CSV of all pairs' }).click()
  await expect(page.getByText(`Saved ${file}`)).toBeVisible()
  expect(readFileSync(file, 'utf8')).toBe(await csvReport(home, 2, 'confusions'))

  await page.getByRole('main').getByRole('searchbox').fill(pair.predicted_name.slice(0, 8))
  const found = await table.getByRole('link').count()
  await table.getByRole('link').first().click()
  await expect(page).toHaveURL(/\/errors\?/)
  await page.goBack()
  await expect(page.getByRole('main').getByRole('searchbox')).toHaveValue(pair.predicted_name.slice(0, 8))
  await expect(table.getByRole('link')).toHaveCount(found)
  await openTab(page, 'Errors')
  await openTab(page, 'Confusions')
  await expect(page.getByRole('main').getByRole('searchbox')).toHaveValue(pair.predicted_name.slice(0, 8))
  await page.goto('acuity://app/#/runs/2/classes')
  const classes = page.getByRole('table', { name: 'Classes' })
  await classes.getByRole('row').nth(1).getByRole('link').first().click()
  await expect(page).toHaveURL(new RegExp(`/runs/2/classes/\\d+$`))
  await expect(page.getByRole('table', { name: /in other runs$/ }).getByRole('row')).toHaveCount(3)
  await expect(page.getByRole('region', { name: 'Taken for', exact: true }).getByRole('link').first()).toBeVisible()
  await expect(page.locator('[data-image] img').first()).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page).toHaveURL(/\/runs\/2\/classes$/)
})
