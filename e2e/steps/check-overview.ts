import type { Page } from '@playwright/test'
import type { EvaluatedRun } from '../../src/shared/run.ts'
import { percent } from '../../src/shared/text.ts'
import { runSummary } from '../command-line.ts'
import { expect } from '../fixtures.ts'
import { grouped, interval } from './figures.ts'

/** Compares the figures of a run's overview with those that the command line gives for the same run. */
export async function checkOverview(page: Page, home: string, run: number): Promise<EvaluatedRun> {
  const summary = await runSummary(home, run)
  const { images, ci, speed, top1, top5, top1Correct, top5Correct } = summary
  const accuracies = [
    ['Top-1', top1, top1Correct, ci.top1],
    ['Top-5', top5, top5Correct, ci.top5],
  ] as const
  for (const [label, share, correct, bounds] of accuracies) {
    const figure = page.getByRole('group', { name: label, exact: true })
    await expect(figure).toContainText(percent(share ?? Number.NaN))
    await expect(figure).toContainText(`${grouped(correct)} of ${grouped(images.evaluated)}`)
    await expect(figure).toContainText(interval(bounds))
  }
  const speeds = { Session: speed.session, Pipeline: speed.pipeline, Decode: speed.decode }
  for (const [label, measured] of Object.entries(speeds)) {
    const figure = page.locator('dl > div').filter({ has: page.getByText(label, { exact: true }) })
    const fps = measured?.fps ?? Number.NaN
    const digits = fps >= 99.95 ? grouped(Math.round(fps)) : String(Number(fps.toPrecision(3)))
    await expect(figure).toContainText(`${digits}\u202Ffps`)
  }
  const bars = page.getByRole('region', { name: 'Top-1 by class' })
  await expect(bars.getByRole('link').first()).toHaveAttribute('href', new RegExp(`^#/runs/${run}/classes/\\d+$`))
  return summary
}
