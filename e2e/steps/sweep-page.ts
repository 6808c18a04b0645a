import type { Page } from '@playwright/test'
import type { SweepReportKind } from '../../src/shared/sweep.ts'
import { acuity } from '../../src/testing/command.ts'

/** Parts of the window that tell of a sweep. */

export const library = (page: Page) => page.getByRole('navigation', { name: 'Library' })
export const chart = (page: Page) => page.getByRole('group', { name: /against .*the table has the same figures$/ })
export const point = (page: Page, run: number) => chart(page).locator(`a[data-run="${run}"]`)
export const figures = (page: Page) => page.getByRole('table', { name: 'Figures' })
export const rowOf = (page: Page, model: string, size: number) =>
  figures(page)
    .getByRole('row')
    .filter({ has: page.getByRole('checkbox', { name: `Mark ${model} at ${size}` }) })

/** What the command line says of a sweep. */
export async function sweepReport(
  home: string,
  sweep: number,
  as: SweepReportKind,
  format: 'csv' | 'json' | 'md',
): Promise<string> {
  const { code, stdout, stderr } = await acuity(home, ['report', String(sweep), '--as', as, '--format', format])
  if (code !== 0) throw new Error(stderr)
  return stdout
}
