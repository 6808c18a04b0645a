import type { RunSummary } from './run.ts'
import { counted } from './text.ts'

type Basis = Pick<RunSummary, 'run' | 'name' | 'status' | 'images'> & Partial<Pick<RunSummary, 'exportedAt' | 'recipe'>>

/** Whether a run's figures are of less than it is about. */
export const isUnfinished = ({ status }: Pick<RunSummary, 'status'>) => status !== 'done'

/** How many images figures are of: `240 of 240 images`, `237 of 240 images, 3 skipped`. */
export function describeImages({
  indexed,
  evaluated,
  skipped,
}: Pick<Basis['images'], 'indexed' | 'evaluated' | 'skipped'>): string {
  return `${evaluated} of ${counted(indexed, 'image')}${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/** At which size a model runs that its file is not for: `exported at 224, runs at 160`. */
export const describeFreed = (exportedAt: number, crop: number) => `exported at ${exportedAt}, runs at ${crop}`

/** What a run's figures stand on, in one line, to be laid beside them. */
export function describeBasis({ run, name, status, images, exportedAt, recipe }: Basis): string {
  const { indexed, evaluated, unanswered, skipped } = images
  const without = unanswered > 0 ? ` (${unanswered} of them without an answer: wrong)` : ''
  return (
    `Run ${run} (${name}) is ${status}: ${counted(indexed, 'image')} indexed, ${evaluated} evaluated${without}, ` +
    `${skipped} skipped.` +
    (isUnfinished({ status }) ? ' Its figures are of these images alone.' : '') +
    (exportedAt == null || !recipe ? '' : ` Its model: ${describeFreed(exportedAt, recipe.crop)}.`)
  )
}
