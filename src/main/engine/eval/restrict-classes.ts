import { isDeepStrictEqual } from 'node:util'
import type { Advice } from '../../../shared/advice.ts'
import { LABEL_SETS } from '../../../shared/label-sets.ts'
import type { RestrictedClasses } from '../../../shared/run.ts'
import { KNOWN_SUBSETS } from './known-subsets.ts'

/**
 * The classes that answers are looked for among, where a person wants it: those that the dataset has images of.
 * @param present their canonical indices, ascending
 * @param classes of the dataset's whole list
 * @returns null where these are all of them
 */
export function restrictTo(present: number[], classes: number): RestrictedClasses | null {
  return present.length === 0 || present.length === classes
    ? null
    : { name: knownAs(present, classes), classes: present }
}

/** Figures that are published of such a benchmark are of restricted answers. */
export function warnOfSubset(present: readonly number[], classes: number): Advice[] {
  const name = knownAs(present, classes)
  if (name === null) return []
  const message =
    `The dataset's ${present.length} classes are those of ${name}, whose figures are published with the scores of ` +
    `these classes alone; here all ${classes} are ranked.`
  return [{ message, remedies: [{ do: 'state', option: 'restrictClasses' }] }]
}

function knownAs(present: readonly number[], classes: number): string | null {
  if (classes !== LABEL_SETS[0].size) return null
  return KNOWN_SUBSETS.find((subset) => isDeepStrictEqual(subset.classes, present))?.name ?? null
}
