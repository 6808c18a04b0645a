import type { RunSummary } from '../../shared/run.ts'
import { counted, percent, withoutControls } from '../../shared/text.ts'

type Finished = Pick<RunSummary, 'name' | 'status' | 'top1' | 'images' | 'error'>

/** What a person is told of a run that has ended by itself; null where they ended it. */
export function finishedText(run: Finished): { title: string; body: string } | null {
  const { status, top1, images, error } = run
  const name = withoutControls(run.name)
  if (status === 'failed') return { title: `${name} failed`, body: withoutControls(error?.message ?? '') }
  if (status !== 'done') return null
  const accuracy = top1 === null ? [] : [`Top-1 ${percent(top1)}`]
  const skipped = images.skipped > 0 ? [`${images.skipped} skipped`] : []
  return { title: `${name} is done`, body: [...accuracy, counted(images.evaluated, 'image'), ...skipped].join(' · ') }
}
