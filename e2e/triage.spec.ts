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
