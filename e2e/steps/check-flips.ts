import type { Page } from '@playwright/test'
import { FlipCell } from '../../src/shared/flips.ts'
import { percent } from '../../src/shared/text.ts'
import { expect } from '../fixtures.ts'
import type { ReferenceFlip } from './reference-flips.ts'
import { readRows } from './virtual-rows.ts'

const names: Record<FlipCell, string> = {
  'both-right': 'Both right',
  lost: 'Lost',
  gained: 'Gained',
  'same-wrong': 'Both wrong alike',
  'different-wrong': 'Both wrong differently',
}

/** Compares the cells of two runs side by side with what another program counted. */
export async function checkCells(page: Page, flips: Record<FlipCell, ReferenceFlip[]>): Promise<void> {
  const images = Object.values(flips).reduce((sum, { length }) => sum + length, 0)
  for (const cell of FlipCell.options) {
    const { length } = flips[cell]
    await expect(cellLink(page, cell)).toHaveAccessibleName(`${names[cell]} ${length} ${percent(length / images)}`)
  }
}

/** Opens a cell, and compares its images and both their answers with another program's. */
export async function checkCell(page: Page, cell: FlipCell, expected: ReferenceFlip[]): Promise<void> {
  await cellLink(page, cell).click()
  const grid = page.getByRole('grid', { name: names[cell] })
  const columns = Number(await grid.getAttribute('aria-colcount'))
  const rows = await readRows(grid, Math.ceil(expected.length / columns))
  const shown = rows.flatMap(({ cells }) => cells).map((text) => text.replaceAll(/ [\d.]+%/g, ''))
  const [first, second] = [cell === 'lost' ? 'right' : 'wrong', cell === 'gained' ? 'right' : 'wrong']
  expect(shown.toSorted()).toEqual(
    expected.map((flip) => `${flip.truth} run A ${first}: ${flip.first} run B ${second}: ${flip.second}`).toSorted(),
  )
}

/** Opens the first image of the cell that is shown; returns its file after it was seen to be answered as its tile says. */
export async function openFirstFlip(page: Page): Promise<string> {
  const tile = page.locator('[data-image]').first()
  const file = (await tile.getAttribute('title')) ?? ''
  const text = (await tile.innerText()).replaceAll(/\s+/g, ' ')
  const answer = '(right|wrong): (.*) ([\\d.]+%)'
  const [, truth = '', ...answers] = new RegExp(`^(.*) run A ${answer} run B ${answer}$`).exec(text) ?? []
  expect(answers).toHaveLength(6)
  await tile.click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(truth)
  await expect(page.getByText(file)).toBeVisible()
  const items = page.getByRole('list', { name: 'Answers of all runs' }).getByRole('listitem')
  for (const [i, part] of answers.entries()) await expect(items.nth(i < 3 ? 0 : 1)).toContainText(part)
  return file
}

function cellLink(page: Page, cell: FlipCell) {
  const cells = page.getByRole('navigation', { name: 'How both runs answered' })
  return cells.getByRole('link', { name: new RegExp(`^${names[cell]} \\d`) })
}
