import { advice, type Advice } from '../../../shared/advice.ts'
import { counted } from '../../../shared/text.ts'
import type { Database } from '../db/index.ts'

/** Of the images that a dataset has more than once; those first of which one label must be wrong. */
export function warnOfDuplicates(db: Database, set: { datasetId: number; generation: number }): Advice[] {
  const { files, conflicts, example } = db.duplicates.count(set)
  if (!example) return []
  const classes = db.datasets.classes(set.datasetId)
  const nameOf = (label: number) => classes[label]?.wnid ?? `class ${label}`
  const { path, label, sameAs, sameAsLabel } = example
  const found = counted(files, 'file is the same image as another', 'files are the same images as others')
  const conflicting =
    `${counted(conflicts, 'of them has another label there', 'of them have another label there')}: ` +
    `${path} is ${nameOf(label)}, ${sameAs} is ${nameOf(sameAsLabel)}`
  const first = conflicts > 0 ? conflicting : `${path} and ${sameAs}, for one`
  return [advice(`${found}, by size, first 16 KiB and last KiB; ${first}.`, [{ do: 'list-duplicates' }])]
}
