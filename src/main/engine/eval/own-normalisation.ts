import type { Advice } from '../../../shared/advice.ts'
import { AcuityError } from '../../../shared/errors.ts'
import { takesWholeNumbers, type ModelDescription } from '../../../shared/model.ts'
import type { Recipe } from '../../../shared/recipe.ts'
import type { Remedy } from '../../../shared/remedy.ts'
import { ownRecipe } from '../model/index.ts'

/** As a share of what it should be, for a scale; in pixels, for a mean: less makes no difference to an answer. */
const CLOSE = { scale: 0.01, mean: 2 }

/** Warns of a recipe that normalises what its network normalises itself. */
export function warnOfOwnNormalisation(description: ModelDescription, recipe: Recipe): Advice[] {
  const own = ownRecipe(description)
  if (!own) return []
  const { mean, meanImage, std, scale } = recipe
  const isLeft = std.every((each, i) => {
    const share = ((own.std[i] ?? NaN) * scale) / each
    return Math.abs(share - 1) <= CLOSE.scale && Math.abs(mean[i] ?? NaN) <= CLOSE.mean
  })
  if (isLeft && !meanImage) return []
  const message = `The network normalises its images itself, and the recipe does before it. ${own.because}: it wants ${own.takes}.`
  return [{ message, remedies: [leaving(own, recipe)] }]
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
