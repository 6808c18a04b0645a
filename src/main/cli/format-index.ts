import type { IndexResult } from '../../shared/dataset.ts'
import { wordAdvice } from './word-remedy.ts'

/** What indexing found, every file accounted for. */
export function formatIndex(result: IndexResult): string {
  const { name, root, images, classes, classesPresent, faults, uncounted, ignored, warnings } = result
  const lines = [
    `${name}: ${images} images of ${classesPresent} classes (of ${classes}) in ${root}`,
    `  ${result.added} new, ${result.changed} changed, ${result.removed} gone, ${result.unchanged} unchanged, in ${result.seconds.toFixed(1)} s`,
    ...faults.map(({ reason, images }) => `  ${images} will be skipped: ${reason}`),
    ...uncounted.map(({ reason, images }) =>
      reason === 'file-missing'
        ? `  ${images} names in the list have no file, and are not counted`
        : `  ${images} files are no images, and are not counted: ${reason}`,
    ),
    ...describeLinks(result),
    ...describeIgnored(ignored),
    ...warnings.map((warning) => `  warning: ${wordAdvice(warning)}`),
  ]
  return lines.join('\n')
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
