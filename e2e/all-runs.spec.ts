import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { choosing, savingAs } from './dialogs.ts'
import { expect, testOfRuns } from './fixtures.ts'
import { violations } from './steps/axe.ts'
import { copyRuns } from './steps/many-runs.ts'

/** A test whose home has so many runs. */
const testOf = (runs: number) =>
  testOfRuns.extend({
    fill: async ({ fill }, use) =>
      use((home) => {
        fill(home)
        copyRuns(home, runs - 2)
      }),
  })
const [MANY, SOME] = [1000, 50]

const table = (page: Page) => page.getByRole('grid', { name: 'All runs' })
const row = (page: Page, name: string) => table(page).getByRole('row').filter({ hasText: name })
const selection = (page: Page) => page.getByRole('group', { name: 'Selected runs' })

testOf(MANY)(
  'of 1,000 runs, those of one model at one size are found, sorted and exported in at most six actions',
  async ({ started: { app, page }, home }) => {
    const file = path.join(home, 'runs.csv')
    await savingAs(app, file)
    let actions = 0
    const act = async (action: () => Promise<unknown>) => {
      actions++
      await action()
    }
    await act(() => page.getByRole('link', { name: 'All runs' }).click())
    await expect(page.getByText('1\u202F000 runs')).toBeVisible()
    await act(() => page.getByRole('searchbox', { name: 'Find runs' }).fill('model:227 crop:128'))
    await expect(page.getByText('100 of 1\u202F000 runs')).toBeVisible()
    await act(() => table(page).getByRole('button', { name: 'Top-1', exact: true }).click())
    await act(() => page.getByRole('button', { name: 'Export' }).click())
    await act(() => page.getByRole('button', { name: 'This table' }).click())
    await expect(page.getByText(`Saved ${file}`)).toBeVisible()
    expect(actions).toBeLessThanOrEqual(6)

    const [head = '', ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/)
    const columns = head.split(',')
    const cells = (name: string) => lines.map((line) => line.split(',')[columns.indexOf(name)])
    expect(lines).toHaveLength(100)
    expect(new Set(cells('model'))).toEqual(new Set(['sample_net_227']))
    expect(new Set(cells('crop'))).toEqual(new Set(['128']))
    const top1 = cells('top1').map(Number)
    expect(top1).toEqual(top1.toSorted((a, b) => b - a))

    // All of it is in the address.
    await page.reload()
    await expect(page.getByText('100 of 1\u202F000 runs')).toBeVisible()
    await expect(table(page).getByRole('columnheader', { name: /^Top-1/ })).toHaveAttribute('aria-sort', 'descending')
  },
)

testOf(SOME)(
  'runs are selected as files are, tagged, archived, deleted and brought back; a view is kept by its name',
  async ({ started: { app, page }, home }) => {
    await page.goto('acuity://app/#/runs?filter=copied&sort=-created')
    await row(page, 'copied run 47').getByText('sample_net', { exact: false }).last().click()
    await row(page, 'copied run 44')
      .getByText('Done')
      .click({ modifiers: ['Shift'] })
    await expect(selection(page)).toContainText('4 runs selected')
    await row(page, 'copied run 46')
      .getByText('Done')
      .click({ modifiers: ['Control'] })
    await expect(selection(page)).toContainText('3 runs selected')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Escape')
    await expect(selection(page).getByRole('button', { name: 'Compare' })).toBeDisabled()
    await page.keyboard.press('Control+a')
    await expect(selection(page)).toContainText(`${SOME - 2} runs selected`)
    await page.keyboard.press('Escape')

    await row(page, 'copied run 47').getByRole('checkbox').click()
    await row(page, 'copied run 45').getByRole('checkbox').click()
    await selection(page).getByRole('button', { name: 'Tag…' }).click()
    await page.getByRole('combobox', { name: 'Add a tag' }).fill('paper')
    await page.keyboard.press('Enter')
    await expect(page.getByText('“paper” added to 2 runs.')).toBeVisible()
    expect(await violations(page)).toEqual([])

    await page.getByRole('searchbox', { name: 'Find runs' }).fill('tag:paper')
    await expect(page.getByText('2 of 50 runs')).toBeVisible()
    await page.getByRole('button', { name: 'Views', exact: true }).click()
    await page.getByRole('textbox', { name: 'Name of the view' }).fill('For the paper')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name: 'View: For the paper' })).toBeVisible()
    await page.keyboard.press('Escape')

    const folder = path.join(home, 'exported')
    await choosing(app, folder)
    await page.getByRole('button', { name: 'Export' }).click()
    await page.getByRole('button', { name: /^Classes/ }).click()
    await expect(page.getByText(`Saved 2 files in ${folder}`)).toBeVisible()
    expect(readdirSync(folder)).toHaveLength(2)

    await selection(page).getByRole('button', { name: 'Archive' }).click()
    await expect(page.getByText('0 of 48 runs')).toBeVisible()
    await page.getByRole('button', { name: 'Undo' }).last().click()
    await expect(page.getByText('2 of 50 runs')).toBeVisible()

    await selection(page).getByRole('button', { name: 'Delete…' }).click()
    const question = page.getByRole('dialog', { name: /^Delete/ })
    await expect(question).toContainText('With them go')
    await question.getByRole('button', { name: 'Delete' }).click()
    await expect(page.getByText('0 of 48 runs')).toBeVisible()
    await page.keyboard.press('Control+z')
    await expect(page.getByText('2 of 50 runs')).toBeVisible()

    await page.goto('acuity://app/#/runs')
    await page.getByRole('button', { name: 'Views', exact: true }).click()
    await page.getByRole('link', { name: 'For the paper' }).click()
    await expect(page.getByText('2 of 50 runs')).toBeVisible()
  },
)
