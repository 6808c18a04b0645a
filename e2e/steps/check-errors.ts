import type { Locator, Page } from '@playwright/test'
import { probability } from '../../src/shared/text.ts'
import { ClassRecord, ImageRecord, report } from '../command-line.ts'
import { expect } from '../fixtures.ts'
import { grouped, nameIn } from './figures.ts'
import { readRows } from './virtual-rows.ts'
import { openTab } from './watch-run.ts'

/** Compares the grid of misclassified images with the command line's report, tile by tile, with and without filters. */
export async function checkErrors(page: Page, home: string, run: number): Promise<ImageRecord[]> {
  await openTab(page, 'Errors')
  await dismissNotices(page)
  const classes = await report(home, run, 'classes', ClassRecord)
  const errors = await report(home, run, 'errors', ImageRecord)
  await checkGrid(page, errors, classes)

  const [worst] = [...classes].sort((a, b) => b.images - b.top1_correct - (a.images - a.top1_correct))
  if (!worst) throw new Error('The run has no class.')
  await pick(page.getByRole('combobox', { name: 'True class' }), worst)
  const ofWorst = errors.filter(({ label }) => label === worst.index)
  await checkGrid(page, ofWorst, classes)

  const answered = classes[ofWorst[0]?.top1 ?? -1]
  if (!answered) throw new Error('The worst class has no error.')
  await pick(page.getByRole('combobox', { name: 'Predicted class' }), answered)
  await checkGrid(
    page,
    ofWorst.filter(({ top1 }) => top1 === answered.index),
    classes,
  )

  await page.getByRole('button', { name: 'Clear true class' }).click()
  await checkGrid(
    page,
    errors.filter(({ top1 }) => top1 === answered.index),
    classes,
  )
  await page.getByRole('button', { name: 'Clear filter' }).click()
  await expectCount(page, errors.length)
  return errors
}

/** Takes away what was said last: above the page, it leaves a list that opens too little room until it passes. */
async function dismissNotices(page: Page): Promise<void> {
  const buttons = page.getByRole('region', { name: 'Notices' }).getByRole('button')
  await buttons.evaluateAll((all: HTMLElement[]) => {
    for (const button of all) button.click()
  })
}

async function checkGrid(page: Page, errors: ImageRecord[], classes: ClassRecord[]): Promise<void> {
  await expectCount(page, errors.length)
  const grid = page.getByRole('grid', { name: 'Misclassified images' })
  const columns = Number(await grid.getAttribute('aria-colcount'))
  await expect(grid).toHaveAttribute('aria-rowcount', String(Math.ceil(errors.length / columns)))
  const name = nameIn(classes)
  const tiles = (await readRows(grid, Math.ceil(errors.length / columns))).flatMap(({ cells }) => cells)
  expect(tiles).toEqual(
    errors.map(({ label, top1, p1 }) => `${name(label)} predicted as ${name(top1)} with ${probability(p1)}`),
  )
}

async function expectCount(page: Page, count: number): Promise<void> {
  const text = `${grouped(count)} misclassified image${count === 1 ? '' : 's'}`
  await expect(page.getByRole('heading', { name: text, exact: true })).toBeVisible()
}

async function pick(picker: Locator, { wnid }: ClassRecord): Promise<void> {
  await picker.click()
  // Whole, and not under what lies beside the page.
  await expect(picker.page().getByRole('listbox')).toBeInViewport({ ratio: 0.99 })
  await picker.fill(wnid)
  await picker.press('Enter')
}
