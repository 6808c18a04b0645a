import { csvReport } from '../command-line.ts'
import { expect, type Started } from '../fixtures.ts'
import { openTab } from './watch-run.ts'

type Format = 'CSV' | 'Markdown' | 'LaTeX'

/** Copies the table of a title by its button, and reads the clipboard once it says so. */
export async function copyTable({ app, page }: Started, format: Format, title: string): Promise<string> {
  await app.evaluate(({ clipboard }) => clipboard.clear())
  await page.getByRole('button', { name: `Copy ${format}: ${title}` }).press('Enter')
  let text = ''
  await expect.poll(async () => (text = await app.evaluate(({ clipboard }) => clipboard.readText()))).not.toBe('')
  return text
}

/**
 * Copies tables of a run: whole and in a report's order they are the report, else what is shown of it, as it is shown.
 * The classes are in order of their index before.
 */
export async function copyTables(started: Started, home: string, run: number): Promise<void> {
  const { page } = started
  await openTab(page, 'Classes')
  const classes = await csvReport(home, run, 'classes')
  const [head, ...rows] = classes.trim().split('\r\n')
  expect(await copyTable(started, 'CSV', 'Classes')).toBe(classes)

  const search = page.getByRole('searchbox', { name: 'Find a class' })
  await search.fill('moth')
  await page.getByRole('columnheader', { name: 'Index' }).getByRole('button').click()
  await expect(page.getByRole('columnheader', { name: 'Index' })).toHaveAttribute('aria-sort', 'descending')
  const found = rows.filter((row) => row.includes('moth')).toReversed()
  expect((await copyTable(started, 'CSV', 'Classes')).trim().split('\r\n')).toEqual([head, ...found])
  await expect(page.getByText(`Copied ${found.length} rows: Classes.`)).toBeVisible()
  await search.fill('')

  await openTab(page, 'Confusions')
  expect(await copyTable(started, 'CSV', 'Confused classes')).toBe(await csvReport(home, run, 'confusions'))
}
