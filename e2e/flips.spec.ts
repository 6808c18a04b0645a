import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { acuity } from '../src/testing/command.ts'
import { sampleDataset, sampleModel, sampleRecipe } from '../src/testing/sample.ts'
import { savingAs } from './dialogs.ts'
import { expect, test } from './fixtures.ts'

const pictureOf = (name: string) => path.join(test.info().project.outputDir, 'looks', `flips-${name}.png`)

async function look(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.screenshot({ path: pictureOf(`${name}-${colorScheme}`) })
  }
}

test('from the comparison to what the second run lost, to the image, and on through the list', async ({
  started: { app, page },
  home,
}) => {
  for (const crop of [227, 99] as const) {
    const run = ['--dataset', sampleDataset, '--model', sampleModel(crop), '--recipe', sampleRecipe(crop)]
    expect((await acuity(home, ['evaluate', ...run, '--limit', '120'])).code).toBe(0)
  }
  await page.goto('acuity://app/#/compare/1,2')
  const beside = page.getByRole('table', { name: 'Paired tests' }).getByRole('link', { name: /^sample_net_227/ })
  await beside.scrollIntoViewIfNeeded()
  await look(page, 'compare')
  await beside.click()
  await expect(page).toHaveURL(/#\/flips\/1\/2$/)
  const cells = page.getByRole('navigation', { name: 'How both runs answered' })
  const printed = await acuity(home, ['flips', '1', '2', '--format', 'csv'])
  const lost = printed.stdout.trim().split('\r\n').length - 1
  await expect(cells.getByRole('link', { name: `Lost ${lost}` })).toHaveAttribute('aria-current', 'true')
  const grid = page.getByRole('grid', { name: 'Lost' })
  await expect(grid.locator('[data-image]').first()).toContainText(/run A.*right:.*run B.*wrong:/)
  await look(page, 'lost')

  const file = path.join(home, 'flips.csv')
  await savingAs(app, file)
  await page.getByRole('button', { name: 'Export CSV' }).click()
  await expect(page.getByText(`Saved ${file}`)).toBeVisible()
  expect(readFileSync(file, 'utf8')).toBe(printed.stdout)

  await grid.locator('[data-image]').first().press('Enter')
  await expect(page).toHaveURL(/#\/runs\/2\/errors\/\d+\?flips=1%2C2&beside=1$/)
  await expect(page.getByText(`1 of ${lost}`)).toBeVisible()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByText(`2 of ${lost}`)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page).toHaveURL(/#\/flips\/1\/2$/)
  await expect(grid.locator('[data-image]').nth(1)).toBeFocused()

  await page.getByRole('table', { name: 'Classes' }).getByRole('link').first().click()
  await expect(page).toHaveURL(/#\/flips\/1\/2\?label=\d+$/)
  await page.getByRole('link', { name: 'Swap A and B' }).click()
  await expect(page).toHaveURL(/#\/flips\/2\/1\?cell=gained&label=\d+$/)
  await look(page, 'gained-of-a-class')
  await page.getByRole('link', { name: 'Show all classes' }).click()
  await page.getByRole('link', { name: /^Both right/ }).click()
  await expect(page.getByRole('grid', { name: 'Both right' })).toBeVisible()
})
