import type { Advice } from '../../../shared/advice.ts'
import { AcuityError } from '../../../shared/errors.ts'
import { takesWholeNumbers, type ModelDescription } from '../../../shared/model.ts'
import type { Recipe } from '../../../shared/recipe.ts'
import type { Remedy } from '../../../shared/remedy.ts'
import { ownRecipe, unclearNormalisation } from '../model/index.ts'

/** As a share of what it should be, for a scale; in pixels, for a mean: less makes no difference to an answer. */
const CLOSE = { scale: 0.01, mean: 2 }

/** Warns of a recipe that normalises what its network normalises itself. */
export function warnOfOwnNormalisation(description: ModelDescription, recipe: Recipe): Advice[] {
  const own = ownRecipe(description)
  if (!own) return warnOfUnclear(description)
  const { mean, meanImage, std, scale } = recipe
  const isLeft = std.every((each, i) => {
    const share = ((own.std[i] ?? NaN) * scale) / each
    return Math.abs(share - 1) <= CLOSE.scale && Math.abs(mean[i] ?? NaN) <= CLOSE.mean
  })
  if (isLeft && !meanImage) return []
  const message = `The network normalises its images itself, and the recipe does before it. ${own.because}: it wants ${own.takes}.`
  return [{ message, remedies: [leaving(own, recipe)] }]
}

const shortened = (number: number) => Number(number.toPrecision(3))

function warnOfUnclear(description: ModelDescription): Advice[] {
  const unclear = unclearNormalisation(description)
  if (!unclear) return []
  const { by, factors, offsets } = unclear
  const [factor, offset] = [shortened(factors[0]), shortened(offsets[0])]
  return [
    `The network's first nodes (${by.join(', ')}) compute with its images: of x in the first channel they make ` +
      `${factor}·x ${offset < 0 ? '-' : '+'} ${Math.abs(offset)}. ` +
      'From pixels of 0 to 255 or 0 to 1 that gives nothing usual: whether the recipe is right, the file does not tell.',
  ]
}

/**
 * Refuses a recipe that normalises for a network that takes whole numbers: nothing would be left of its images.
 * @param file the model's, for the message
 * @throws AcuityError `recipe-invalid`
 */
export function refuseNormalised(file: string, description: ModelDescription, recipe: Recipe): void {
  const { elemType } = description
  const own = ownRecipe(description)
  if (!own || !takesWholeNumbers({ elemType })) return
  const { mean, meanImage, std, scale } = recipe
  if (!meanImage && mean.every((each) => each === 0) && std.every((each) => each === scale)) return
  throw new AcuityError(
    'recipe-invalid',
    `${file} takes whole numbers (${elemType}): it is given ${own.takes}, and the recipe's mean, std and scale would normalise them.`,
    { remedies: [leaving(own, recipe)] },
  )
}

/** The mean and std with which a recipe of this scale leaves the normalising to the network. */
const leaving = ({ mean, std }: Pick<Recipe, 'mean' | 'std'>, { scale }: Recipe): Remedy => ({
  do: 'set',
  values: { mean, std: std.map((each) => each * scale) },
})
