import type { ClassEntry } from '../../../shared/dataset.ts'
import { ClassLookup } from './class-lookup.ts'
import type { Labels } from './lists/labels.ts'

/**
 * What labels mean whose numbers stand for names, as Hugging Face's do: the class of that id or name, or the name where it is
 * none or may be several. But where there are as many as classes, and all that are known stand in the classes' order, the
 * others do as well: ImageNet has two cranes.
 */
export function labelsByName(
  own: Labels,
  names: readonly string[],
  classes: readonly ClassEntry[],
): { labels: Labels; warnings: string[] } {
  const lookup = new ClassLookup(classes)
  const found = names.map((name) => lookup.label(name))
  const isInOrder = found.every((label, number) => typeof label === 'string' || label === number)
  const isKnown = found.some((label) => typeof label === 'number')
  if (isKnown && isInOrder && names.length === classes.length) return { labels: own, warnings: [] }
  const labels: Labels = new Map(
    [...own].map(([file, label]) => [file, typeof label === 'number' ? (found[label] ?? label) : label]),
  )
  const other = found.findIndex((label, number) => typeof label === 'number' && label !== number)
  if (other < 0) return { labels, warnings: [] }
  return {
    labels,
    warnings: [
      `The labels' numbers are of an order of their own, and are taken by the names that lie with them: ${other} is ` +
        `"${names[other]?.slice(0, 80)}", class ${found[other]} here.`,
    ],
  }
}
