import type { Comparison, ComparisonRow } from '../../../shared/comparison.ts'
import type { Cell, Column, ReportFormat } from '../../../shared/report.ts'
import type { RunSummary } from '../../../shared/run.ts'
import type { Table } from './table.ts'

/** The comparison in the founding table's layout for people, with plain figures for programs. */
export function comparisonTable({ rows }: Comparison, format: ReportFormat): Table {
  return format === 'md' || format === 'table' ? foundingTable(rows) : plainTable(rows)
}

const FOUNDING_COLUMNS = ['DNN architecture', 'Input', 'Crop', 'Top-1', 'Top-5', 'Frame rate at test-time']

function foundingTable(rows: readonly ComparisonRow[]): Table {
  return {
    columns: FOUNDING_COLUMNS.map((name): Column => ({ name, kind: 'text' })),
    rows: rows.map(({ summary, baseline, top1Delta, top5Delta, speedup }) => [
      summary.model,
      summary.recipe.fit === 'none' ? 'as it is' : inputSize(summary),
      square(summary.recipe.crop),
      baseline ? percent(summary.top1) : `${percent(summary.top1)} ${delta(top1Delta)}`.trim(),
      baseline ? percent(summary.top5) : `${percent(summary.top5)} ${delta(top5Delta)}`.trim(),
      baseline ? rate(summary) : `${rate(summary)} ${speedupOf(speedup)}`.trim(),
    ]),
  }
}

const square = (side: number) => `${side}×${side}`
const percent = (share: number | null) => (share === null ? '–' : `${(share * 100).toFixed(1)}%`)
const rate = ({ speed }: RunSummary) => (speed.session ? `${speed.session.fps.toFixed(0)} fps` : '–')
const speedupOf = (ratio: number | null) => (ratio === null ? '' : `(${ratio.toFixed(ratio < 1 ? 2 : 1)}x speedup)`)

function delta(share: number | null): string {
  if (share === null) return ''
  const points = (share * 100).toFixed(1)
  return `(${share > 0 ? '+' : ''}${points === '-0.0' ? '0.0' : points})`
}

/** `256×256` where both sides are squashed; a kept aspect has only its shorter side. */
function inputSize({ recipe }: RunSummary): string {
  return recipe.fit === 'squash' ? square(recipe.resize) : `shorter side ${recipe.resize}`
}

const columns: [Column, (row: ComparisonRow) => Cell][] = [
  [{ name: 'run', kind: 'integer' }, ({ summary }) => summary.run],
  [{ name: 'name', kind: 'text' }, ({ summary }) => summary.name],
  [{ name: 'model', kind: 'text' }, ({ summary }) => summary.model],
  [{ name: 'dataset', kind: 'text' }, ({ summary }) => summary.dataset],
  [{ name: 'fit', kind: 'text' }, ({ summary }) => summary.recipe.fit],
  [
    { name: 'resize', kind: 'integer' },
    ({ summary }) => (summary.recipe.fit === 'none' ? null : summary.recipe.resize),
  ],
  [{ name: 'crop', kind: 'integer' }, ({ summary }) => summary.recipe.crop],
  [{ name: 'images', kind: 'integer' }, ({ summary }) => summary.images.evaluated],
  [{ name: 'top1', kind: 'fraction' }, ({ summary }) => summary.top1],
  [{ name: 'top1_delta', kind: 'fraction' }, (row) => row.top1Delta],
  [{ name: 'top1_lo', kind: 'fraction' }, ({ summary }) => summary.ci.top1?.[0] ?? null],
  [{ name: 'top1_hi', kind: 'fraction' }, ({ summary }) => summary.ci.top1?.[1] ?? null],
  [{ name: 'top5', kind: 'fraction' }, ({ summary }) => summary.top5],
  [{ name: 'top5_delta', kind: 'fraction' }, (row) => row.top5Delta],
  [{ name: 'top5_lo', kind: 'fraction' }, ({ summary }) => summary.ci.top5?.[0] ?? null],
  [{ name: 'top5_hi', kind: 'fraction' }, ({ summary }) => summary.ci.top5?.[1] ?? null],
  [{ name: 'session_fps', kind: 'number' }, ({ summary }) => summary.speed.session?.fps ?? null],
  [{ name: 'speedup', kind: 'number' }, (row) => row.speedup],
  [{ name: 'pipeline_fps', kind: 'number' }, ({ summary }) => summary.speed.pipeline?.fps ?? null],
  [{ name: 'provider', kind: 'text' }, ({ summary }) => summary.provider],
  [{ name: 'batch', kind: 'integer' }, ({ summary }) => summary.batch],
  [{ name: 'only_baseline_right', kind: 'integer' }, ({ paired }) => paired?.onlyBaseline ?? null],
  [{ name: 'only_this_right', kind: 'integer' }, ({ paired }) => paired?.onlyThis ?? null],
  [{ name: 'mcnemar_p', kind: 'number' }, ({ paired }) => paired?.p ?? null],
]

function plainTable(rows: readonly ComparisonRow[]): Table {
  return { columns: columns.map(([column]) => column), rows: rows.map((row) => columns.map(([, read]) => read(row))) }
}
