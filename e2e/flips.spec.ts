import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { acuity } from '../src/testing/command.ts'
import { savingAs } from './dialogs.ts'
import { expect, inOneWindow, testOfRuns } from './fixtures.ts'
import { copyTable } from './steps/copy-tables.ts'
import { signalEngine } from './steps/engine-process.ts'

const test = inOneWindow(testOfRuns)
const pictureOf = (name: string) => path.join(test.info().project.outputDir, 'looks', `flips-${name}.png`)

async function look(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.screenshot({ path: pictureOf(`${name}-${colorScheme}`) })
  }
}

/** Takes out the images that were lost, as CSV. */
async function takeOut(page: Page, target: 'File' | 'Clipboard'): Promise<void> {
  await page.getByRole('button', { name: 'Export' }).click()
  const dialog = page.getByRole('dialog', { name: 'Export' })
  await dialog.getByText(target, { exact: true }).click()
  await dialog.getByRole('button', { name: /^Lost/ }).click()
}

test('from the comparison to what the second run lost, to the image, and on through the list', async ({
  started: { app, page },
  home,
}) => {
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
  await takeOut(page, 'File')
  await expect(page.getByText(`Saved ${file}`)).toBeVisible()
  expect(readFileSync(file, 'utf8')).toBe(printed.stdout)
  await takeOut(page, 'Clipboard')
  await expect(page.getByText('Copied images that are right in A and wrong in B.')).toBeVisible()
  expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe(printed.stdout)
  const byClass = page.getByRole('table', { name: 'Classes' })
  const copied = await copyTable({ app, page }, 'Markdown', 'By class')
  expect(copied.split('\n')[2]).toContain((await byClass.getByRole('link').first().innerText()).trim())
  await byClass.getByRole('button', { name: 'Class' }).click()
  await expect(byClass.getByRole('columnheader', { name: 'Class' })).toHaveAttribute('aria-sort', 'ascending')
  const rows = (await copyTable({ app, page }, 'CSV', 'By class')).trim().split('\r\n').slice(1)
  const names = rows.map((row) => row.split('"')[1] ?? '')
  expect(names.filter((name) => name !== '')).toHaveLength(12)
  expect(names).toEqual(names.toSorted())

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

test('nothing moves when the figures and the images arrive', async ({ started: { app, page } }) => {
  await expect(page.getByRole('link', { name: /^sample_net_99 128/ }).first()).toBeVisible()
  await signalEngine(app, 'SIGSTOP')
  await page.goto('acuity://app/#/flips/1/2')
  await expect(page.getByRole('status', { name: 'Comparing the runs' })).toBeVisible()
  const skeleton = page.getByRole('status', { name: 'Listing the images' }).locator('div')
  const positions = async (firstTile: Locator) => {
    const cells = page.getByRole('navigation', { name: 'How both runs answered' }).getByRole('link')
    const watched = [...(await cells.all()), page.getByRole('heading', { name: 'By class' }), firstTile]
    return Promise.all(watched.map((each) => each.boundingBox()))
  }
  await look(page, 'skeleton')
  const before = await positions(skeleton.first())
  await signalEngine(app, 'SIGCONT')
  const tile = page.getByRole('grid', { name: 'Lost' }).getByRole('gridcell').first()
  await expect(tile).toContainText(/run A.*run B/)
  await expect(page.getByRole('table', { name: 'Classes' }).getByRole('link').first()).toBeVisible()
  const after = await positions(tile)
  // A tile ends above the gap to the next row.
  expect(after.map((box) => box && { ...box, height: 0 })).toEqual(before.map((box) => box && { ...box, height: 0 }))
})
