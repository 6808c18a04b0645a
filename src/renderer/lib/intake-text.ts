import type { IndexResult } from '../../shared/dataset.ts'
import type { ModelSummary } from '../../shared/model.ts'
import { formatsWith } from '../../shared/model-formats.ts'
import { count, counted } from './format.ts'
import { wordAdvice } from './word-remedy.ts'

/** As many files as a sentence can name. */
const NAMED = 3

/** What one pass over a folder found, in a sentence or two. */
export function describeIndexing(result: IndexResult): string {
  const { name, images, added, faults } = result
  const faulty = faults.reduce((sum, fault) => sum + fault.images, 0)
  const found =
    added === images
      ? `${name}: ${counted(images, 'image')} indexed${faulty > 0 ? `, ${count(faulty)} skipped` : ''}.`
      : `${name} is up to date: ${describeChanges(result)}.`
  return [
    found,
    ...describeOthers(result),
    ...describeLinks(result),
    ...describeWarnings(result),
    ...describeIgnored(result),
  ].join(' ')
}

/** Where else its images are known from. */
function describeOthers({ movedFrom, sameImagesAs }: IndexResult): string[] {
  return [
    ...(movedFrom === null ? [] : [`It lay in ${movedFrom} before, which is gone: its runs and notes stay.`]),
    ...(sameImagesAs.length === 0 ? [] : [`Its images are those of ${sameImagesAs.join(', ')}.`]),
  ]
}

function describeLinks({ linksOutside, follow }: IndexResult): string[] {
  if (linksOutside === 0) return []
  const links = counted(linksOutside, 'link leads', 'links lead')
  return [`${links} out of the folder, and ${linksOutside === 1 ? 'is' : 'are'} ${follow ? 'followed' : 'refused'}.`]
}

function describeIgnored({ ignored }: IndexResult): string[] {
  if (ignored.length === 0) return []
  const more = ignored.length > NAMED ? ', …' : ''
  const files = counted(ignored.length, 'file ignored', 'files ignored')
  return [`${files}: ${ignored.slice(0, NAMED).join(', ')}${more}`]
}

/** The first in full; the dataset's page has all of them. */
function describeWarnings({ warnings }: IndexResult): string[] {
  const [first, ...others] = warnings
  if (first === undefined) return []
  const text = wordAdvice(first)
  return others.length > 0 ? [text, `(${count(others.length)} more on its page.)`] : [text]
}

/** What a run found changed in its dataset's folder before it began; null where that was as it had been indexed. */
export function describeNews(result: IndexResult): string | null {
  const { name, added, changed, removed } = result
  return added + changed + removed === 0 ? null : `${name} was brought up to date: ${describeChanges(result)}.`
}

export type AddedModel = ModelSummary & { others: readonly string[] }

/** A model that was added, and what else there is of it in its folder. */
export function describeAdded({ name, file, others }: Pick<AddedModel, 'name' | 'file' | 'others'>): string {
  if (others.length === 0) return `${name} was added.`
  const more = others.length > NAMED ? `, and ${count(others.length - NAMED)} more` : ''
  return (
    `${name} was added, as its ${baseName(file)} has it. The same folder also has ` +
    `${others.slice(0, NAMED).map(baseName).join(', ')}${more}: ${others.length === 1 ? 'it' : 'each'} can be added by itself.`
  )
}

const dotted = (extensions: readonly string[]) => extensions.map((extension) => `.${extension}`).join(' or ')

/** `.onnx, or .prototxt with .caffemodel`. */
const modelFiles = formatsWith('model')
  .map(({ files }) =>
    [files.model, files.weights]
      .filter(({ length }) => length > 0)
      .map(dotted)
      .join(' with '),
  )
  .join(', or ')

/** What was dropped and is of no use here, by the names of the files. */
export function describeRefused(files: readonly string[]): string {
  const [file] = files
  if (files.length === 1)
    return `${file} is neither a folder of images, a tar archive or Parquet file of them, nor a model (${modelFiles}).`
  const named = files.length > NAMED ? files.slice(0, NAMED - 1) : files.slice(0, -1)
  const last = files.length > NAMED ? `${count(files.length - named.length)} more` : files.at(-1)
  const what = `${count(files.length)} files are neither folders of images, tar archives or Parquet files of them, nor models`
  return `${what}: ${named.join(', ')} and ${last}.`
}

function describeChanges({ added, changed, removed }: IndexResult): string {
  const changes = Object.entries({ added, changed, removed }).filter(([, images]) => images > 0)
  return changes.length === 0 ? 'nothing has changed' : changes.map(([what, n]) => `${count(n)} ${what}`).join(', ')
}

/** The last part of a path, as people call a file. */
export function baseName(path: string): string {
  return path.split(/[/\\]/).findLast((part) => part !== '') ?? path
}
