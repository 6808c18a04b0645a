import { readFileSync } from 'node:fs'
import path from 'node:path'
import { csvReport } from '../command-line.ts'
import { savingAs } from '../dialogs.ts'
import { expect, type Started } from '../fixtures.ts'

/** Exports the errors as CSV through the save dialog, and compares the file with the command line's, byte for byte. */
export async function exportErrors({ app, page }: Started, home: string, run: number): Promise<void> {
  const file = path.join(home, 'exported.csv')
  await savingAs(app, file)
  await page.getByRole('button', { name: 'Export' }).click()
  await page
    .getByRole('dialog', { name: 'Export' })
    .getByRole('button', { name: /^Errors/ })
    .click()
  await expect(page.getByText(`Saved ${file}`)).toBeVisible()
  expect(readFileSync(file, 'utf8')).toBe(await csvReport(home, run, 'errors'))
}
