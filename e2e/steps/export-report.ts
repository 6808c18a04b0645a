import { readFileSync } from 'node:fs'
import path from 'node:path'
import { csvReport } from '../command-line.ts'
import { savingAs } from '../dialogs.ts'
import { expect, type Started } from '../fixtures.ts'

/** Exports one of a run's reports as CSV through the save dialog, and returns the file's text. */
export async function exportReport({ app, page }: Started, home: string, title: 'Errors' | 'Images'): Promise<string> {
  const file = path.join(home, 'exported.csv')
  await savingAs(app, file)
  await page.getByRole('button', { name: 'Export' }).click()
  await page
    .getByRole('dialog', { name: 'Export' })
    .getByRole('button', { name: new RegExp(`^${title}`) })
    .click()
  await expect(page.getByText(`Saved ${file}`)).toBeVisible()
  return readFileSync(file, 'utf8')
}

/** Exports the errors, and compares the file with the command line's, byte for byte. */
export async function exportErrors(started: Started, home: string, run: number): Promise<void> {
  expect(await exportReport(started, home, 'Errors')).toBe(await csvReport(home, run, 'errors'))
}
