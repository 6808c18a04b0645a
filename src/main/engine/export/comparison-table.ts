import type { Comparison, ComparisonRow } from '../../../shared/comparison.ts'
import { fraction, integer, number, text, type ReportFormat } from '../../../shared/report.ts'
import type { RunSummary } from '../../../shared/run.ts'
import { percent } from '../../../shared/text.ts'
import { layOut, type Field, type Table } from './table.ts'

/** The comparison in the founding table's layout for people, with plain figures for programs. */
export function comparisonTable({ rows }: Comparison, format: ReportFormat): Table {
  return layOut(format === 'md' || format === 'table' ? foundingFields : plainFields, rows)
}

const foundingFields: readonly Field<ComparisonRow>[] = [
  [text('DNN architecture'), ({ summary }) => summary.model],
  [text('Input'), ({ summary }) => inputSize(summary)],
  [text('Crop'), ({ summary }) => square(summary.recipe.crop)],
  [text('Top-1'), ({ summary, baseline, top1Delta }) => beside(accuracy(summary.top1), !baseline && delta(top1Delta))],
  [text('Top-5'), ({ summary, baseline, top5Delta }) => beside(accuracy(summary.top5), !baseline && delta(top5Delta))],
  [
    text('Frame rate at test-time'),
    ({ summary, baseline, speedup }) => beside(rate(summary), !baseline && speedupOf(speedup)),
  ],
]

/** A figure, and what it means against the baseline. */
const beside = (figure: string, against: string | false) => (against ? `${figure} ${against}` : figure)
const square = (side: number) => `${side}×${side}`
const accuracy = (share: number | null) => (share === null ? '–' : percent(share))
const rate = ({ speed }: RunSummary) => (speed.session ? `${speed.session.fps.toFixed(0)} fps` : '–')
const speedupOf = (ratio: number | null) => (ratio === null ? '' : `(${ratio.toFixed(ratio < 1 ? 2 : 1)}x speedup)`)

function delta(share: number | null): string {
  if (share === null) return ''
  const points = (share * 100).toFixed(1)
  return `(${share > 0 ? '+' : ''}${points === '-0.0' ? '0.0' : points})`
}

/** `256×256` where both sides are squashed; a kept aspect has only its shorter side. */
function inputSize({ recipe }: RunSummary): string {
  if (recipe.fit === 'none') return 'as it is'
  return recipe.fit === 'squash' ? square(recipe.resize) : `shorter side ${recipe.resize}`
}

const plainFields: readonly Field<ComparisonRow>[] = [
  [integer('run'), ({ summary }) => summary.run],
  [text('name'), ({ summary }) => summary.name],
  [text('model'), ({ summary }) => summary.model],
  [text('dataset'), ({ summary }) => summary.dataset],
  [text('fit'), ({ summary }) => summary.recipe.fit],
  [integer('resize'), ({ summary }) => (summary.recipe.fit === 'none' ? null : summary.recipe.resize)],
  [integer('crop'), ({ summary }) => summary.recipe.crop],
  [integer('indexed'), ({ summary }) => summary.images.indexed],
  [integer('images'), ({ summary }) => summary.images.evaluated],
  [integer('skipped'), ({ summary }) => summary.images.skipped],
  [fraction('top1'), ({ summary }) => summary.top1],
  [fraction('top1_delta'), (row) => row.top1Delta],
  [fraction('top1_lo'), ({ summary }) => summary.ci.top1?.[0] ?? null],
  [fraction('top1_hi'), ({ summary }) => summary.ci.top1?.[1] ?? null],
  [fraction('top5'), ({ summary }) => summary.top5],
  [fraction('top5_delta'), (row) => row.top5Delta],
  [fraction('top5_lo'), ({ summary }) => summary.ci.top5?.[0] ?? null],
  [fraction('top5_hi'), ({ summary }) => summary.ci.top5?.[1] ?? null],
  [number('session_fps'), ({ summary }) => summary.speed.session?.fps ?? null],
  [number('speedup'), (row) => row.speedup],
  [number('pipeline_fps'), ({ summary }) => summary.speed.pipeline?.fps ?? null],
  [text('provider'), ({ summary }) => summary.provider],
  [integer('batch'), ({ summary }) => summary.batch],
  [integer('threads'), ({ summary }) => summary.threads],
  [integer('paired_images'), ({ paired }) => paired?.images ?? null],
  [integer('only_baseline_right'), ({ paired }) => paired?.onlyBaseline ?? null],
  [integer('only_this_right'), ({ paired }) => paired?.onlyThis ?? null],
  [number('mcnemar_p'), ({ paired }) => paired?.p ?? null],
]
