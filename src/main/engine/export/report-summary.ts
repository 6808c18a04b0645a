import { fraction, integer, number, text } from '../../../shared/report.ts'
import type { RunSummary } from '../../../shared/run.ts'
import type { Field } from './table.ts'

/** Where timm's results have a column for it, the name is timm's, and means what it means there. */
export const summaryFields: readonly Field<RunSummary>[] = [
  [text('model'), (run) => run.model],
  [integer('run'), (run) => run.run],
  [text('dataset'), (run) => run.dataset],
  [integer('img_size'), ({ recipe }) => recipe.crop],
  [integer('crop'), ({ recipe }) => recipe.crop],
  [number('crop_pct'), ({ recipe }) => (recipe.fit === 'none' ? null : recipe.crop / recipe.resize)],
  [text('interpolation'), ({ recipe }) => (recipe.fit === 'none' ? null : recipe.resampler)],
  [fraction('top1'), (run) => run.top1],
  [fraction('top1_err'), (run) => wrongShare(run, run.top1Correct)],
  [fraction('top5'), (run) => run.top5],
  [fraction('top5_err'), (run) => wrongShare(run, run.top5Correct)],
  [fraction('top1_lo'), ({ ci }) => ci.top1?.[0] ?? null],
  [fraction('top1_hi'), ({ ci }) => ci.top1?.[1] ?? null],
  [integer('images'), ({ images }) => images.evaluated],
  [integer('skipped'), ({ images }) => images.skipped],
  [number('param_count'), (run) => run.params / 1e6],
  [number('infer_gmacs'), (run) => (run.macs === null ? null : run.macs / 1e9)],
  [text('provider'), (run) => run.provider],
  [text('device'), (run) => run.device],
  [integer('infer_batch_size'), ({ placement, batch }) => placement?.batch ?? batch],
  [number('infer_samples_per_sec'), ({ speed }) => speed.session?.fps ?? null],
  [number('infer_p50_ms'), ({ speed }) => speed.session?.p50Ms ?? null],
  [number('infer_p99_ms'), ({ speed }) => speed.session?.p99Ms ?? null],
  [number('pipeline_fps'), ({ speed }) => speed.pipeline?.fps ?? null],
  [number('decode_fps'), ({ speed }) => speed.decode?.fps ?? null],
]

/** Counted, not subtracted from 1: 1 - 0.714 is 0.28600000000000003. */
function wrongShare({ images: { evaluated } }: RunSummary, correct: number): number | null {
  return evaluated === 0 ? null : (evaluated - correct) / evaluated
}
