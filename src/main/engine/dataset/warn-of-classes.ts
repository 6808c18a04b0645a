import type { Advice } from '../../../shared/advice.ts'
import type { ClassEntry } from '../../../shared/dataset.ts'
import type { LabelSetClasses } from './label-sets.ts'

/** The first class in the order of the ILSVRC2012 devkit. */
const DEVKIT_FIRST = 'n02119789'

/**
 * What pretrained networks answer is an index in the canonical order: a list of the same classes in another misleads.
 * @param isPickedUp whether it lies in the dataset's folder, where nobody has to name it
 */
export function warnOfClassOrder(
  file: string,
  classes: readonly ClassEntry[],
  { classes: canonical, owner, order }: LabelSetClasses,
  isPickedUp: boolean,
): Advice[] {
  const known = new Set(canonical.map(({ wnid }) => wnid))
  if (classes.length !== canonical.length || !classes.every(({ wnid }) => known.has(wnid))) return []
  const wrong = classes.filter(({ wnid }, i) => wnid !== canonical[i]?.wnid)
  const [first] = wrong
  if (!first) return []
  const whose = classes[0]?.wnid === DEVKIT_FIRST ? ", it seems the ILSVRC2012 devkit's" : ''
  return [
    {
      message:
        `${file} has ${owner}'s ${canonical.length} classes in another order than pretrained networks have them${whose}: ` +
        `${wrong.length} stand elsewhere, ${first.wnid} at ${first.index}. Their answers will be taken for other classes. ` +
        `Without the list, classes are in the order of ${order}.` +
        (isPickedUp ? ' Move it out of the folder: there it is picked up by its name.' : ''),
      remedies: [{ do: 'index-beside', classes: 'left-out' }],
    },
  ]
}
