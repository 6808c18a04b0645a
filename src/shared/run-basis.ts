import type { ImportedRun, RestrictedClasses, RunSummary } from './run.ts'
import { describeSample } from './sample.ts'
import { counted } from './text.ts'

type Basis = Pick<RunSummary, 'run' | 'name' | 'status' | 'images'> &
  Partial<Pick<RunSummary, 'exportedAt' | 'imported' | 'recipe' | 'restricted' | 'sample'>>

/** Whether a run's figures are of less than it is about. */
export const isUnfinished = ({ status }: Pick<RunSummary, 'status'>) => status !== 'done'

/** What accuracies are of: `240 of 240 images, among the 200 classes of ImageNet-R alone`. */
export const describeAccuracyBasis = ({
  images,
  restricted,
  sample,
}: Pick<RunSummary, 'images' | 'restricted' | 'sample'>) =>
  describeImages(images) +
  (restricted ? `, ${describeRestricted(restricted)}` : '') +
  (sample ? `, ${describeSample(sample)}` : '')

/** How many images figures are of: `240 of 240 images`, `237 of 240 images, 3 skipped`. */
export function describeImages({
  indexed,
  evaluated,
  skipped,
}: Pick<Basis['images'], 'indexed' | 'evaluated' | 'skipped'>): string {
  return `${evaluated} of ${counted(indexed, 'image')}${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/** What the file of an imported run holds: `logits of 1000 classes, from run.csv`. */
export function describeImported({ imported, outputs, outputKind }: ImportedRun): string {
  const { file, best, confidences } = imported
  const what =
    best === null
      ? `${outputKind ?? 'scores'} of ${counted(outputs ?? 0, 'class', 'classes')}`
      : `the ${best === 1 ? 'best class' : `${best} best classes`} of each image, ` +
        (confidences ? 'with their probabilities' : 'without probabilities')
  return `${what}, from ${file}`
}

/** At which size a model runs that its file is not for: `exported at 224, runs at 160`. */
export const describeFreed = (exportedAt: number, crop: number) => `exported at ${exportedAt}, runs at ${crop}`

/** What answers were looked for among: `among the 200 classes of ImageNet-R alone`. */
export const describeRestricted = ({ name, classes }: RestrictedClasses) =>
  `among the ${counted(classes.length, 'class', 'classes')} of ${name ?? 'the dataset'} alone`

/** What a run's figures stand on, in one line, to be laid beside them. */
export function describeBasis(basis: Basis): string {
  const { run, name, status, images, exportedAt, imported, recipe, restricted, sample } = basis
  const { indexed, evaluated, unanswered, skipped } = images
  const without = unanswered > 0 ? ` (${unanswered} of them without an answer: wrong)` : ''
  return (
    `Run ${run} (${name}) is ${status}: ${counted(indexed, 'image')} indexed, ${evaluated} evaluated${without}, ` +
    `${skipped} skipped.` +
    (isUnfinished({ status }) ? ' Its figures are of these images alone.' : '') +
    (exportedAt == null || !recipe ? '' : ` Its model: ${describeFreed(exportedAt, recipe.crop)}.`) +
    (restricted ? ` Its answers: ${describeRestricted(restricted)}.` : '') +
    (sample ? ` Its accuracies are ${describeSample(sample)}.` : '') +
    (imported ? ` Its answers were imported from ${imported.file}.` : '')
  )
}
