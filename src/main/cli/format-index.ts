import type { IndexResult } from '../../shared/dataset.ts'
import { LAYOUTS } from '../../shared/layout.ts'
import type { DatasetReportKind } from '../../shared/report.ts'
import type { DamagedFile, SkippedFile } from '../../shared/skip.ts'
import { counted } from '../../shared/text.ts'
import { quoted, wordAdvice } from './word-remedy.ts'

/**
 * What indexing found, every file accounted for.
 * @param first of the files that will be skipped and of the names without an image, the first few
 * @param unusable of the images whose boxes cannot be used, the first few
 */
export function formatIndex(
  result: IndexResult,
  first: readonly SkippedFile[] = [],
  unusable: readonly DamagedFile[] = [],
): string {
  const { name, root, images, classes, classesPresent, faults, uncounted, ignored, warnings } = result
  const lines = [
    `${name}: ${images} images of ${classesPresent} classes (of ${classes}) in ${root}`,
    ...describeLayout(result),
    ...describeOthers(result),
    `  ${result.added} new, ${result.changed} changed, ${result.removed} gone, ${result.unchanged} unchanged, in ${result.seconds.toFixed(1)} s`,
    ...faults.map(({ reason, images }) => `  ${images} will be skipped: ${reason}`),
    ...uncounted.map(({ reason, images }) =>
      reason === 'file-missing'
        ? `  ${images} names in the list have no file, and are not counted`
        : `  ${images} files are no images, and are not counted: ${reason}`,
    ),
    ...describeFirst(result, first),
    ...describeBoxes(result, unusable),
    ...describeLinks(result),
    ...describeIgnored(ignored),
    ...warnings.map((warning) => `  warning: ${wordAdvice(warning)}`),
  ]
  return lines.join('\n')
}

/** How the classes of the images were said, and by which list. */
function describeLayout({ layout, labelsFile }: IndexResult): string[] {
  if (layout === null) return []
  return [`  layout ${layout}: ${LAYOUTS[layout]}${labelsFile === null ? '' : `, ${labelsFile}`}`]
}

/** Where else its images are known from. */
function describeOthers({ movedFrom, sameImagesAs }: IndexResult): string[] {
  return [
    ...(movedFrom === null ? [] : [`  moved here from ${movedFrom}, which is gone: its runs and notes stay`]),
    ...(sameImagesAs.length === 0 ? [] : [`  the same images, labels and classes as ${sameImagesAs.join(', ')}`]),
  ]
}

function describeFirst({ name, faults, uncounted }: IndexResult, first: readonly SkippedFile[]): string[] {
  if (first.length === 0) return []
  const all = [...faults, ...uncounted].reduce((sum, { images }) => sum + images, 0)
  const lines = first.map(({ path, reason, detail }) => `    ${path}: ${detail || reason}`)
  return [...lines, ...describeMore(name, all - first.length, 'faults')]
}

const describeMore = (name: string, more: number, as: DatasetReportKind) =>
  more > 0 ? [`    and ${more} more: acuity datasets show ${quoted(name)} --as ${as}`] : []

function describeBoxes({ name, images, boxes }: IndexResult, first: readonly DamagedFile[]): string[] {
  if (!boxes) return []
  const faults = counted(boxes.unusable, 'file of boxes', 'files of boxes')
  return [
    `  boxes for ${boxes.images} of ${images} images, in ${boxes.folder}`,
    ...(boxes.unusable > 0 ? [`  ${faults} cannot be used, and count for nothing:`] : []),
    ...first.map(({ path, detail }) => `    ${path}: ${detail}`),
    ...describeMore(name, boxes.unusable - first.length, 'box-faults'),
  ]
}

function describeIgnored(files: readonly string[]): string[] {
  if (files.length === 0) return []
  const are = files.length === 1 ? '1 file is' : `${files.length} files are`
  return [`  ${are} not part of the dataset: ${files.slice(0, 5).join(', ')}${files.length > 5 ? ', …' : ''}`]
}

function describeLinks({ linksOutside, follow }: IndexResult): string[] {
  if (linksOutside === 0) return []
  const what = follow ? 'followed (--no-follow refuses them)' : 'refused (--follow allows them)'
  const [links, are] = linksOutside === 1 ? ['1 link leads', 'it is'] : [`${linksOutside} links lead`, 'they are']
  return [`  ${links} out of the folder: ${are} ${what}`]
}

/** What bringing a dataset up to date found before a run, in a line. */
export function formatChanges({ name, images, added, changed, removed, seconds }: IndexResult): string {
  const news = [
    [added, 'new'],
    [changed, 'changed'],
    [removed, 'gone'],
  ].flatMap(([count, what]) => (count === 0 ? [] : [`${count} ${what}`]))
  const found = news.length > 0 ? `${news.join(', ')} since it was indexed` : 'as it was indexed'
  return `${name}: ${images} images, ${found} (looked at again in ${seconds.toFixed(1)} s)`
}
