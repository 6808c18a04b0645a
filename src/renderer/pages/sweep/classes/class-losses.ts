import type { ClassEntry } from '../../../../shared/dataset.ts'
import type { ClassLoss, LineClasses } from '../../../../shared/sweep-classes.ts'
import { counted } from '../../../lib/format.ts'
import type { NamedLoss } from '../../../lib/loss-order.ts'

/** What a model loses of each class, with what the class is called: its number before that is known. */
export function namedLosses({ model, sizes, classes }: LineClasses, known: readonly ClassEntry[]): NamedLoss[] {
  return classes.map((loss) => {
    const { wnid = '', name = `class ${loss.label}` } = known[loss.label] ?? {}
    return { ...loss, model, sizes, index: loss.label, wnid, name }
  })
}

/** Whether a loss is more than chance once all classes are accounted for; what stands may be a gain as well. */
export const isStandingLoss = ({ stands, lost, gained }: Pick<ClassLoss, 'stands' | 'lost' | 'gained'>) =>
  stands && lost > gained

export const isStandingGain = ({ stands, lost, gained }: Pick<ClassLoss, 'stands' | 'lost' | 'gained'>) =>
  stands && gained > lost

/**
 * How many losses are more than chance, in one sentence: `Seeing 99 instead of 227, 7 of 12 classes lose more than chance
 * explains; 1 gains.`
 * @returns an empty text where there are no two sizes or no class
 */
export function describeStanding({ sizes, classes }: Pick<LineClasses, 'sizes' | 'classes'>): string {
  const [smallest, largest] = [sizes[0], sizes.at(-1)]
  if (smallest === undefined || sizes.length < 2 || classes.length === 0) return ''
  const losses = classes.filter(isStandingLoss).length
  const gains = classes.filter(isStandingGain).length
  const all = counted(classes.length, 'class', 'classes')
  const who = losses === 0 ? `none of ${all} loses` : `${losses} of ${all} ${losses === 1 ? 'loses' : 'lose'}`
  const gaining = gains === 0 ? '' : `; ${gains} ${gains === 1 ? 'gains' : 'gain'}`
  return `Seeing ${smallest} instead of ${largest}, ${who} more than chance explains${gaining}.`
}

/**
 * Where the sizes lie beside each other, as fractions of the way from the smallest to the largest: by their crops where
 * these tell them apart, else one after the other.
 * @param sizes the smallest first
 */
export function sizePlaces(sizes: readonly string[]): number[] {
  const crops = sizes.map((size) => (/^\d+$/.test(size) ? Number(size) : null))
  const [least, most] = [crops[0], crops.at(-1)]
  return sizes.map((_, at) => {
    const crop = crops[at]
    if (crop != null && least != null && most != null && most > least) return (crop - least) / (most - least)
    return sizes.length < 2 ? 0.5 : at / (sizes.length - 1)
  })
}
