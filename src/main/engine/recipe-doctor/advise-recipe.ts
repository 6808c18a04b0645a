import { advice, type Advice } from '../../../shared/advice.ts'
import type { RecipeOverrides } from '../../../shared/presets.ts'
import type { RecipeTrial } from '../../../shared/recipe-diagnosis.ts'
import type { Recipe } from '../../../shared/recipe.ts'
import type { Remedy } from '../../../shared/remedy.ts'
import { percent } from '../../../shared/text.ts'

/** Said beside every diagnosis. */
export const CAUTION =
  'This finds mistakes. To choose a recipe because it has the highest accuracy on validation images is to tune on the test ' +
  'set: the accuracy is then no estimate any more. Take another recipe only where it is the one that the model is ' +
  'documented to have been trained or evaluated with.'

/**
 * What is a mistake of the given recipe, if anything is: the best of the recipes that are better, the simplest of those that
 * these images cannot tell from it.
 * @param isAlike whether the images cannot tell two of them apart
 */
export function adviseRecipe(
  given: Recipe,
  trials: readonly RecipeTrial[],
  isAlike: (one: RecipeTrial, other: RecipeTrial) => boolean,
): Advice[] {
  const better = trials.filter(({ verdict }) => verdict === 'better').toSorted((a, b) => b.difference - a.difference)
  const [most] = better
  if (!most) return []
  // A pair has to be worth its second change.
  const isWorthIt =
    most.factors.length === 1 || !better.some((each) => each.factors.length === 1 && isAlike(most, each))
  const best = isWorthIt ? most : (better.find(({ factors }) => factors.length === 1) ?? most)
  const others = better.filter((each) => each !== best && each.factors.length === 1 && isAlike(best, each))
  const { name, changes, difference, interval, adjusted } = best
  const [low, high] = interval.map(points)
  const message =
    `The recipe is hardly right in its ${best.factors.join(' and ')}: with ${name} top-1 is ${percent(best.top1)}, ` +
    `as given ${percent(best.givenTop1)} (${points(difference)} points, 95% ${low} to ${high}, ` +
    `p ${adjusted < 0.0001 ? 'below 0.0001' : adjusted.toPrecision(2)}, adjusted for ${trials.length} recipes).` +
    (others.length === 0 ? '' : ` These images cannot tell it from: ${others.map((each) => each.name).join('; ')}.`) +
    ' Look up what the model is documented with.'
  return [advice(message, remedyOf(given, changes))]
}

const points = (share: number) => `${share < 0 ? '−' : '+'}${Math.abs(share * 100).toFixed(1)}`

/** What of the changes a person can state, but for what is so already. */
function remedyOf(given: Recipe, changes: RecipeOverrides): Remedy[] {
  const { mean, std, scale, channels, fit, resize, resampler } = changes
  const stated = { mean, std, scale, channels, fit, resize, resampler }
  const values = Object.fromEntries(
    Object.entries(stated).filter(([field, value]) => {
      const before: unknown = given[field as keyof typeof stated]
      return value !== undefined && String(value) !== String(before)
    }),
  )
  return Object.keys(values).length === 0 ? [] : [{ do: 'set', values }]
}
