import { z } from 'zod'
import { Advice } from './advice.ts'
import { Preset, RecipeOverrides } from './presets.ts'
import { Layout } from './recipe.ts'
import { OutputKind } from './output-kind.ts'

/**
 * A recipe as a JSON file: fields that override a preset, and what the model file leaves open. A mean image, which is a file
 * of its own, is no part of it.
 */
export const RecipeFile = RecipeOverrides.omit({ meanImage: true }).extend({
  preset: Preset.optional(),
  classOffset: z.int().optional(),
  layout: Layout.optional(),
  outputKind: OutputKind.optional(),
})
export type RecipeFile = z.infer<typeof RecipeFile>

/** What a run of a model would best start from, and why. */
export const RecipeSuggestion = z.object({
  preset: Preset,
  recipe: RecipeOverrides,
  classOffset: z.int().optional(),
  layout: Layout.optional(),
  outputKind: OutputKind.optional(),
  /** The name of the recipe file that it is from; where there is none, the model's own files tell. */
  file: z.string().optional(),
  /** One sentence for people: where the suggestion comes from. */
  because: Advice,
})
export type RecipeSuggestion = z.infer<typeof RecipeSuggestion>
