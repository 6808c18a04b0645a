import type { Page } from '@playwright/test'
import { percent } from '../../src/shared/text.ts'
import { ClassRecord, report } from '../command-line.ts'
import { expect } from '../fixtures.ts'
import { interval, nameIn } from './figures.ts'
import { readRows } from './virtual-rows.ts'
import { openTab } from './watch-run.ts'

/** Compares the table of classes, row by row, with the command line's report; then sorts it. */
export async function checkClasses(page: Page, home: string, run: number): Promise<void> {
  await openTab(page, 'Classes')
  const classes = await report(home, run, 'classes', ClassRecord)
  const table = page.getByRole('table', { name: 'Classes' })
  await expect(table).toHaveAttribute('aria-rowcount', String(classes.length + 1))

  // The worst first; of equal accuracy, in order of their index; those without an image last, either way.
  const known = classes.filter(({ top1 }) => top1 !== null)
  const unknown = classes.filter(({ top1 }) => top1 === null)
  for (const [direction, sign] of [
    ['ascending', 1],
    ['descending', -1],
  ] as const) {
    await expect(table.getByRole('columnheader', { name: 'Top-1' })).toHaveAttribute('aria-sort', direction)
    const sorted = known.toSorted((a, b) => sign * ((a.top1 ?? 0) - (b.top1 ?? 0)) || a.index - b.index)
    expect(await shown(page, classes.length)).toEqual([...sorted, ...unknown].map((record) => asShown(record, classes)))
    await table.getByRole('button', { name: 'Top-1' }).click()
  }
  await table.getByRole('button', { name: 'Index' }).click()
  expect(await shown(page, classes.length)).toEqual(classes.map((record) => asShown(record, classes)))
}

async function shown(page: Page, count: number): Promise<string[][]> {
  const rows = await readRows(page.getByRole('table', { name: 'Classes' }), count)
  return rows.map(({ cells }) => cells)
}

function asShown(record: ClassRecord, classes: ClassRecord[]): string[] {
  const share = (value: number | null) => (value === null ? '–' : percent(value))
  const { top1_lo, top1_hi, most_confused_with, most_confused_count } = record
  const confused = classes.find(({ wnid }) => wnid === most_confused_with)
  const name = nameIn(classes)
  return [
    String(record.index),
    record.wnid,
    name(record.index),
    String(record.images),
    [share(record.top1), top1_lo === null || top1_hi === null ? '' : interval([top1_lo, top1_hi])].join(' ').trim(),
    share(record.top5),
    confused ? `${name(confused.index)} ${most_confused_count ?? 0}×` : '',
  ]
}
