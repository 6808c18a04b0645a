import { z } from 'zod'
import { Advice } from './advice.ts'
import { ClassEntry } from './dataset.ts'
import { Recipe } from './recipe.ts'
import { ResultRow } from './results.ts'

/** So many images show whether a recipe makes sense. */
export const PREVIEWED = 8

/** What a run would begin with. */
export const RecipePreview = z.object({
  /** As it would be evaluated by. */
  recipe: Recipe,
  /** What the run would be warned of. */
  warnings: z.array(Advice),
  /** The first images in order of their paths, but for those that cannot be evaluated; null where others are evaluated meanwhile. */
  images: z
    .array(
      ResultRow.pick({ image: true, path: true, p1: true, rank: true }).extend({
        label: ClassEntry,
        /** Null where the network gave no answer. */
        predicted: ClassEntry.nullable(),
      }),
    )
    .nullable(),
})
export type RecipePreview = z.infer<typeof RecipePreview>
