import { z } from 'zod'
import { Advice } from './advice.ts'
import { RecipeOverrides } from './presets.ts'
import { Recipe } from './recipe.ts'
import { Sample } from './sample.ts'

/** What of a recipe is tried in another way, one at a time. */
export const RecipeFactor = z.enum(['scale', 'normalisation', 'channels', 'fit', 'resampler', 'crop-ratio'])
export type RecipeFactor = z.infer<typeof RecipeFactor>

/**
 * What the images tell of another recipe against the given one: right for more of them, or for fewer, than chance explains;
 * or not told apart.
 */
export const TrialVerdict = z.enum(['better', 'worse', 'alike'])
export type TrialVerdict = z.infer<typeof TrialVerdict>

/** How the same images fare by two recipes. Accuracies are top-1, fractions of `images`; no answer is a wrong one. */
export const PairedTrial = z.object({
  /** That both evaluated. */
  images: z.int(),
  givenTop1: z.number(),
  top1: z.number(),
  /** Images that only the given recipe has right, and that only this one has. */
  onlyGiven: z.int(),
  onlyThis: z.int(),
  /** `top1` less `givenTop1`, with its 95% interval for paired proportions. */
  difference: z.number(),
  interval: z.tuple([z.number(), z.number()]),
  /** McNemar's exact test, two-sided, and the same adjusted after Holm for the number of recipes tried. */
  p: z.number(),
  adjusted: z.number(),
  verdict: TrialVerdict,
  /** How many images would tell such a difference; null where it is told already, or there is none. */
  imagesToTell: z.int().nullable(),
})
export type PairedTrial = z.infer<typeof PairedTrial>

const TriedRecipe = z.object({
  /** One, or the two of a pair. */
  factors: z.array(RecipeFactor).min(1),
  /** In a few words: `mean and std 127.5 (Inception)`. */
  name: z.string(),
  /** What of the given recipe is otherwise. */
  changes: RecipeOverrides,
  recipe: Recipe,
})
export type TriedRecipe = z.infer<typeof TriedRecipe>

export const RecipeTrial = PairedTrial.extend(TriedRecipe.shape)
export type RecipeTrial = z.infer<typeof RecipeTrial>

/** What changes of a model's recipe, one at a time, do to its accuracy on some images. */
export const RecipeDiagnosis = z.object({
  dataset: z.string(),
  model: z.string(),
  recipe: Recipe,
  /** That the given recipe was evaluated on. */
  images: z.int(),
  /** How they were drawn; null where they are all that the dataset has. */
  sample: Sample.nullable(),
  top1: z.number(),
  /** Wilson's 95% interval. */
  interval: z.tuple([z.number(), z.number()]),
  /** In the order of the factors; the pair, if one was tried, last. */
  trials: z.array(RecipeTrial),
  /** What was not tried, and why. */
  leftOut: z.array(z.object({ factor: RecipeFactor, name: z.string(), because: z.string() })),
  /** What is found to be a mistake; nothing where nothing is. */
  advice: z.array(Advice),
  /** What to think of before any of it is heeded. */
  caution: z.string(),
  wallSeconds: z.number(),
})
export type RecipeDiagnosis = z.infer<typeof RecipeDiagnosis>

export const DiagnosisProgress = z.object({
  /** Answers, of all recipes together. */
  done: z.int(),
  total: z.int(),
  at: z.string(),
})
export type DiagnosisProgress = z.infer<typeof DiagnosisProgress>
