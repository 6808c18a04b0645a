import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { acuity } from '../src/testing/command.ts'
import { savingAs } from './dialogs.ts'
import { expect, testOfRuns } from './fixtures.ts'
import { resize } from './launch.ts'
import { inBothThemes, inForcedColours } from './steps/legible.ts'
import { picturesArrive } from './steps/visits.ts'

const WRONG = 200
const CLASSES = 12

/** Makes run 3 of the sample's images, of which the first of its list are answered wrongly. */
async function importWrongAnswers(home: string): Promise<void> {
  const report = await acuity(home, ['report', '2', '--as', 'images', '--format', 'csv'])
  const rows = report.stdout.trim().split('\r\n').slice(1)
  const answers = rows.map((row, place) => {
    const [file = '', label = ''] = row.split(',')
    const answer = place < WRONG ? (Number(label) + 1) % CLASSES : Number(label)
    return `${file},${answer},${(0.95 - place / 1000).toFixed(3)}`
  })
  const file = path.join(home, 'wrong.csv')
  writeFileSync(file, ['file,top1,p1', ...answers].join('\n'))
  const { code } = await acuity(home, ['import', file, '--dataset', '1', '--model-name', 'two hundred wrong'])
  expect(code).toBe(0)
}

const gridOf = (page: Page) => page.getByRole('grid', { name: 'Misclassified images' })
const selectedIn = (grid: Locator) => grid.getByRole('gridcell', { selected: true })

testOfRuns('fifty scattered errors of two hundred are tagged in sixty actions', async ({ start, home }) => {
  await importWrongAnswers(home)
  const started = await start()
  const { app, page } = started
  // As a window fills a laptop's screen.
  await resize(started, 1440, 900)
  const run = '#/runs/3/errors'
  await page.goto(`acuity://app/${run}`)
  await expect(page.getByRole('heading', { name: `${WRONG} misclassified images` })).toBeVisible()
  const grid = gridOf(page)
  let actions = 0
  const act = (what: Promise<void>) => {
    actions++
    return what
  }

  await act(page.getByRole('button', { name: 'Smaller pictures' }).click())
  const every = await grid.getByRole('gridcell').count()
  expect(every).toBeGreaterThan(20)
  const columns = Number(await grid.getAttribute('aria-colcount'))
  const view = await grid.boundingBox()
  if (!view) throw new Error('the grid is not there')
  for (let image = 0; image < 50; image++) {
    const place = 4 * image + (image % 3)
    const cell = grid.locator(
      `[aria-rowindex="${Math.floor(place / columns) + 1}"] [aria-colindex="${(place % columns) + 1}"]`,
    )
    // What is not wholly in view is scrolled to, by as much as leaves it at the top.
    const box = (await cell.count()) > 0 ? await cell.boundingBox() : null
    if (!box || box.y + 60 > view.y + view.height - 80) {
      await page.mouse.move(view.x + view.width / 2, view.y + view.height / 2)
      await act(page.mouse.wheel(0, (box?.y ?? view.y + view.height) - view.y))
      await expect(cell).toBeInViewport({ ratio: 0.9 })
    }
    await act(cell.getByRole('link').click({ modifiers: ['Control'], position: { x: 30, y: 30 } }))
  }
  const bar = page.getByRole('group', { name: 'Selection' })
  await expect(bar).toContainText('50 images selected')
  await act(page.keyboard.press('1'))
  await expect(bar.getByRole('button', { name: /label looks wrong/ })).toHaveAttribute('aria-pressed', 'true')
  expect(actions).toBeLessThanOrEqual(60)
  const tagged = async () => (await acuity(home, ['report', '3', '--as', 'annotations', '--format', 'csv'])).stdout
  expect((await tagged()).trim().split('\r\n')).toHaveLength(51)

  await savingAs(app, path.join(home, 'selected.csv'))
  await bar.getByRole('button', { name: 'Export' }).click()
  await page
    .getByRole('dialog', { name: 'Export' })
    .getByRole('button', { name: /^Selected images/ })
    .click()
  await expect(page.getByText('Saved')).toBeVisible()
  const saved = readFileSync(path.join(home, 'selected.csv'), 'utf8').trim().split('\r\n')
  expect(saved).toHaveLength(51)
  expect(saved.slice(1).every((row) => row.endsWith(',label looks wrong'))).toBe(true)
  await page.getByRole('button', { name: 'Dismiss' }).click()

  await inBothThemes(
    started,
    async (look) => {
      await picturesArrive(page)
      await look()
    },
    'triage-selected',
  )
  await inForcedColours(started, async () => expect(selectedIn(grid).first()).toBeVisible(), 'triage-selected')

  await page.keyboard.press('Control+z')
  await expect(page.getByText('Undone: 50 images tagged “label looks wrong”.')).toBeVisible()
  expect((await tagged()).trim().split('\r\n')).toHaveLength(1)
  await page.keyboard.press('Escape')
  await expect(bar).toBeHidden()
})

testOfRuns('images are selected by keys, by ranges and by a box, tagged, and filtered by tag', async ({ start }) => {
  const started = await start()
  const { page } = started
  await page.goto('acuity://app/#/runs/2/errors')
  const grid = gridOf(page)
  const tiles = grid.locator('[data-image]')
  // The grid is what it stays: keys go to what is looked at.
  await picturesArrive(page)
  await tiles.first().focus()
  await expect(tiles.first()).toBeFocused()
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Shift+ArrowRight')
  await expect(selectedIn(grid)).toHaveCount(3)
  await tiles.nth(5).click({ modifiers: ['Shift'], position: { x: 30, y: 30 } })
  await expect(selectedIn(grid)).toHaveCount(6)
  await page.keyboard.press('t')
  const field = page.getByRole('combobox', { name: 'Tag the selection' })
  await expect(field).toBeFocused()
  await page.keyboard.type('dark, drawn')
  await page.keyboard.press('Enter')
  await expect(tiles.nth(5)).toBeFocused()
  await expect(tiles.first()).toContainText('dark')
  await page.keyboard.press('Control+a')
  await expect(page.getByRole('group', { name: 'Selection' })).toContainText('60 images selected')
  await page.keyboard.press('Escape')
  await expect(selectedIn(grid)).toHaveCount(0)

  const [from, to] = [await tiles.nth(1).boundingBox(), await tiles.nth(2).boundingBox()]
  if (!from || !to) throw new Error('the tiles are not there')
  await page.mouse.move(from.x + 20, from.y + 20)
  await page.mouse.down()
  await page.mouse.move(to.x + 30, to.y + 60, { steps: 4 })
  await expect(selectedIn(grid)).toHaveCount(2)
  await page.screenshot({ path: path.join(testOfRuns.info().project.outputDir, 'looks', 'triage-box.png') })
  await page.mouse.up()
  await expect(page).toHaveURL(/#\/runs\/2\/errors$/)
  await expect(selectedIn(grid)).toHaveCount(2)

  await page.getByRole('combobox', { name: 'Tag', exact: true }).selectOption('drawn')
  await expect(page.getByRole('heading', { name: '6 misclassified images' })).toBeVisible()
  await tiles.nth(2).click()
  const strip = page.getByRole('navigation', { name: 'Images of the list' })
  await expect(strip.getByRole('link', { name: 'Image 3 of 6' })).toHaveAttribute('aria-current', 'true')
  await strip.getByRole('link', { name: 'Image 4 of 6' }).click()
  await expect(page.getByText('4 of 6', { exact: true })).toBeVisible()
  const given = page.getByRole('list', { name: 'Tags', exact: true })
  await expect(given).toContainText('drawn')
  await page.keyboard.press('3')
  await expect(given).not.toContainText('drawn')
  await page.keyboard.press('Control+z')
  await expect(given).toContainText('drawn')
  await inBothThemes(
    started,
    async (look) => {
      await picturesArrive(page)
      await look()
    },
    'triage-image',
  )

  await page.goto('acuity://app/#/flips/1/2')
  const lost = page.getByRole('grid', { name: 'Lost' })
  await page.getByRole('combobox', { name: 'Tag', exact: true }).selectOption('dark')
  await expect(page).toHaveURL(/tag=dark/)
  await expect(lost.getByRole('gridcell').first()).toContainText('dark')
  await inBothThemes(
    started,
    async (look) => {
      await picturesArrive(page)
      await look()
    },
    'triage-flips',
  )
})
