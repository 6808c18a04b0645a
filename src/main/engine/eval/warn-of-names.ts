import type { Advice } from '../../../shared/advice.ts'
import type { ClassEntry } from '../../../shared/dataset.ts'
import { counted } from '../../../shared/text.ts'
import { ClassLookup } from '../dataset/index.ts'
import type { OwnClassNames } from '../library/index.ts'

/**
 * What is to be said where a model's own names of its outputs plainly have another order than the dataset's classes: most of
 * the names that are those of a class are of another one than the output is taken for.
 * @param offset the class that output 0 is taken for
 */
export function warnOfNames(own: OwnClassNames | null, classes: readonly ClassEntry[], offset: number): Advice[] {
  if (!own) return []
  const lookup = new ClassLookup(classes)
  const named = own.names.flatMap((name, output) => {
    // A number is an output's position, and says nothing of its class.
    const index = /^-?\d+$/.test(name) ? name : lookup.label(name)
    return typeof index === 'number' ? [{ name, output, index }] : []
  })
  const moved = named.filter(({ output, index }) => index !== output + offset)
  const [first] = moved
  if (!first || 2 * moved.length <= named.length) return []
  const taken = classes[first.output + offset]
  const instead = taken ? `is taken for ${taken.name}` : 'is taken for no class'
  return [
    `${own.file} names the model's outputs in another order than the dataset has its classes: output ${first.output} is ` +
      `${first.name}, and ${instead}; so it is with ${moved.length} of the ${counted(named.length, 'output')} whose names ` +
      "are those of the dataset's classes.",
  ]
}
