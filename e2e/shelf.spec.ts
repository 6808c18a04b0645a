import type { Locator, Page } from '@playwright/test'
import { expect, inOneWindow, testOfRuns } from './fixtures.ts'
import { library } from './steps/sweep-page.ts'

const test = inOneWindow(testOfRuns)

const titleOf = (page: Page) => page.getByRole('main').getByRole('heading', { level: 1 })
const runs = (page: Page) => library(page).locator('a[href^="#/runs/"]')
const entryOf = (page: Page, run: number) => library(page).locator(`a[href^="#/runs/${run}/"]`)
const menuOf = (page: Page, entry: string) => page.getByRole('menu').getByRole('menuitem', { name: entry })

/** Opens the menu of an entry as keyboards do. */
async function openMenu(page: Page, entry: Locator): Promise<void> {
  await entry.focus()
  await page.keyboard.press('Shift+F10')
  await expect(page.getByRole('menuitem', { name: 'Open' })).toBeFocused()
}

test('a run is deleted and brought back with two keys', async ({ page }) => {
  await page.goto('acuity://app/#/runs/2/classes')
  const name = (await titleOf(page).textContent()) ?? ''
  const entries = runs(page)
  await expect(entries).toHaveCount(2)

  await page.keyboard.press('Delete')
  await expect(page.getByText(`Run “${name}” deleted, with 240 answers.`)).toBeVisible()
  await expect(entries).toHaveCount(1)
  await expect(page).toHaveURL(/#\/$/)

  await page.keyboard.press('Control+z')
  await expect(entries).toHaveCount(2)
  await expect(page).toHaveURL(/#\/runs\/2\/classes$/)
  await expect(titleOf(page)).toHaveText(name)
})

test('F2 makes a name a field, which refuses one that is taken', async ({ page }) => {
  const [first, second] = [entryOf(page, 1), entryOf(page, 2)]
  await expect(runs(page)).toHaveCount(2)
  const [newer = '', older = ''] = await runs(page).evaluateAll((all) =>
    all.map((link) => link.getAttribute('title') ?? ''),
  )
  await second.focus()
  await page.keyboard.press('F2')
  const field = library(page).getByRole('textbox', { name: 'Name' })
  await expect(field).toBeFocused()
  await expect(field).toHaveValue(newer)
  await page.keyboard.type(older)
  await page.keyboard.press('Enter')
  await expect(library(page).getByRole('alert')).toContainText(`is called ${older} already`)
  await field.fill('half the pixels 128/99')
  await page.keyboard.press('Enter')
  await expect(second).toHaveAttribute('title', 'half the pixels 128/99')
  await expect(second).toBeFocused()

  await page.keyboard.press('Control+z')
  await expect(second).toHaveAttribute('title', newer)

  await first.click()
  await expect(titleOf(page)).toHaveText(older)
  await page.keyboard.press('F2')
  await expect(page.getByRole('main').getByRole('textbox', { name: 'Name' })).toHaveValue(older)
  await page.keyboard.press('Escape')
  await expect(titleOf(page)).toHaveText(older)
})

test('a menu on an entry does with it what the palette does', async ({ page }) => {
  const older = entryOf(page, 1)
  await openMenu(page, older)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toHaveCount(0)
  await expect(older).toBeFocused()

  await openMenu(page, older)
  await menuOf(page, 'Pin to the sidebar').click()
  const pinned = library(page).getByRole('region', { name: 'Pinned' })
  await expect(pinned.getByRole('link')).toHaveCount(1)
  await pinned.getByRole('button', { name: 'Pinned' }).click()
  await expect(pinned.getByRole('link')).toHaveCount(0)
  await page.reload()
  await expect(pinned.getByRole('button', { name: 'Pinned' })).toHaveAttribute('aria-expanded', 'false')

  // What is looked for is seen in spite of that, and nothing else is.
  await library(page).getByRole('searchbox').fill('net_227 256')
  await expect(older).toBeVisible()
  await expect(library(page).locator('a[href^="#/runs/2/"], a[href^="#/models/"]')).toHaveCount(0)
  await older.click({ button: 'right' })
  await menuOf(page, 'Unpin').click()
  await expect(pinned).toHaveCount(0)
  await page.keyboard.press('Escape')
})

test('of a dataset it is said first what goes with it', async ({ page }) => {
  await page.goto('acuity://app/#/datasets/1')
  await page.getByRole('button', { name: 'More…' }).click()
  await menuOf(page, 'Delete').click()
  const question = page.getByRole('dialog', { name: 'Delete dataset sample-val' })
  await expect(question.getByRole('listitem')).toContainText(['2 runs', '480 answers'])
  await expect(question.getByRole('button', { name: 'Delete' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(library(page).getByText('No dataset yet')).toBeVisible()

  await page.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Undo' }).click()
  await expect(runs(page)).toHaveCount(2)
  await expect(titleOf(page)).toHaveText('sample-val')
})
