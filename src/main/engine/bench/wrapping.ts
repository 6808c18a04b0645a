import type { Precision } from '../../../shared/bench.ts'
import { resolveRecipe, type Preset } from '../../../shared/presets.ts'
import type { Layout } from '../../../shared/recipe.ts'
import type { OutputKind } from '../../../shared/output-kind.ts'
import { inputRecipe, type WrapOptions } from '../model/index.ts'

/** A preset's preprocessing at some crop, of an image that is no larger. */
export const recipeAt = (preset: Preset, crop: number) => resolveRecipe(preset, { resize: crop, crop })

/** What an evaluation has in its graph, for a network of which nothing but the speed matters: every output is a class. */
export function wrapping(
  preset: Preset,
  crop: number,
  precision: Precision,
  { layout, outputs, outputKind }: { layout: Layout; outputs: number; outputKind: OutputKind },
): WrapOptions {
  const recipe = inputRecipe(recipeAt(preset, crop))
  const options: WrapOptions = {
    recipe,
    layout,
    outputs,
    outputKind,
    classes: outputs,
    classOffset: 0,
    batch: 'dynamic',
  }
  return precision === 'fp32' ? options : { ...options, precision }
}
