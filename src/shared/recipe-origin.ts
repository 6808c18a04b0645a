import { z } from 'zod'
import { Advice } from './advice.ts'
import { Preset } from './presets.ts'

/** Where a run's recipe came from. */
export const RecipeOrigin = z.object({
  /**
   * `file`: the recipe file that lies beside the model; `model`: what the model's own files tell; either with what was
   * stated over it, field by field. `stated`: whoever started the run stated all of it.
   */
  from: z.enum(['stated', 'file', 'model']),
  /** What it starts from. */
  preset: Preset,
  /** A few sentences for people: why it is this one, and where it differs from what was suggested. */
  because: Advice,
})
export type RecipeOrigin = z.infer<typeof RecipeOrigin>
