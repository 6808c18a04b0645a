import type { ComparisonRow } from './comparison.ts'
import type { Interval } from './metrics.ts'
import type { RunSummary } from './run.ts'
import { UNCERTAIN } from './speed-doubt.ts'
import { percent, UNKNOWN } from './text.ts'

/** A figure, and what it means against the baseline: empty in the baseline's own row, or where it is not known. */
export interface Compared {
  figure: string
  against: string
}

/** A row of the founding table as people read it. */
export interface FoundingRow {
  architecture: string
  input: string
  crop: string
  top1: Compared
  top5: Compared
  rate: Compared
}

/** The columns' heads, in their order. */
export const FOUNDING_HEADS: Readonly<Record<keyof FoundingRow, string>> = {
  architecture: 'DNN architecture',
  input: 'Input',
  crop: 'Crop',
  top1: 'Top-1',
  top5: 'Top-5',
  rate: 'Frame rate at test-time',
}

export function foundingRow(row: ComparisonRow): FoundingRow {
  const { summary, baseline, top1Delta, top5Delta, speedup, doubts } = row
  const unlessBaseline = <T>(against: T) => (baseline ? null : against)
  return {
    architecture: summary.model,
    input: inputSize(summary),
    crop: summary.recipe ? square(summary.recipe.crop) : UNKNOWN,
    top1: comparedAccuracy(summary.top1, unlessBaseline(top1Delta)),
    top5: comparedAccuracy(summary.top5, unlessBaseline(top5Delta)),
    rate: marked({ figure: rate(summary), against: speedupOf(unlessBaseline(speedup)) }, doubts.length > 0),
  }
}

/** An accuracy and its difference to the baseline's: fractions, null where they are not known. */
export const comparedAccuracy = (share: number | null, difference: number | null): Compared => ({
  figure: share === null ? UNKNOWN : percent(share),
  against: delta(difference),
})

/** A rate, and behind it the mark of an uncertain one, where it is that. */
export function marked({ figure, against }: Compared, uncertain: boolean): Compared {
  return { figure, against: [against, uncertain && UNCERTAIN].filter(Boolean).join(' ') }
}

/** `4.4–5.6x`; empty where it is not known. */
export function speedupRange(interval: Interval | null): string {
  return interval === null ? '' : `${interval.map((ratio) => ratio.toFixed(ratio < 1 ? 2 : 1)).join('–')}x`
}

export const square = (side: number) => `${side}×${side}`
export const rateOf = (fps: number) => `${fps.toFixed(0)} fps`
const rate = ({ speed }: RunSummary) => (speed.session ? rateOf(speed.session.fps) : UNKNOWN)
export const speedupOf = (ratio: number | null) =>
  ratio === null ? '' : `(${ratio.toFixed(ratio < 1 ? 2 : 1)}x speedup)`

function delta(share: number | null): string {
  if (share === null) return ''
  const points = (share * 100).toFixed(1)
  return `(${share > 0 ? '+' : ''}${points === '-0.0' ? '0.0' : points})`
}

/** `256×256` where both sides are squashed; a kept aspect has only its shorter side. */
function inputSize({ recipe }: RunSummary): string {
  if (!recipe) return UNKNOWN
  switch (recipe.fit) {
    case 'none':
      return 'as it is'
    case 'squash':
      return square(recipe.resize)
    case 'shortest':
      return `shorter side ${recipe.resize}`
    case 'longest':
      return `longer side ${recipe.resize}`
  }
}

/** Why the rates and ratios that are marked are uncertain, a line for each row. */
export function comparisonDoubts(rows: readonly ComparisonRow[]): string[] {
  return rows.flatMap(({ summary, doubts }) =>
    doubts.length === 0 ? [] : [`${UNCERTAIN} run ${summary.run}, ${summary.name}: ${doubts.join('; ')}.`],
  )
}
