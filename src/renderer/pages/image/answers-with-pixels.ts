import type { Recipe } from '../../../shared/recipe.ts'
import type { AnswerInRun, ImageRegion } from '../../../shared/results.ts'

/** The answer of a network that ran here: it is known which pixels it was given. */
export type AnswerToPixels = AnswerInRun & { recipe: Recipe; crop: ImageRegion }

export const hasPixels = (answer: AnswerInRun): answer is AnswerToPixels =>
  answer.recipe !== null && answer.crop !== null
