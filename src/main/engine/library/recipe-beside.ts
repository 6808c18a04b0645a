import { lstat } from 'node:fs/promises'
import path from 'node:path'
import { messageOf, remediesOf } from '../../../shared/errors.ts'
import { resolveRecipe } from '../../../shared/presets.ts'
import type { RecipeSuggestion } from '../../../shared/recipe-suggestion.ts'
import type { Remedy } from '../../../shared/remedy.ts'
import type { ModelSource } from '../model/index.ts'
import { readRecipeFile } from './recipe-file.ts'

/** The recipe file that lies beside a model, by its name: what it suggests, or why it cannot be used. */
export type RecipeBeside = { name: string } & (
  { suggestion: RecipeSuggestion; problem: null } | { suggestion: null; problem: string; remedies: readonly Remedy[] }
)

/** Null where none lies beside `NAME.onnx` or `NAME.prototxt`, as `NAME.recipe.json`. */
export async function recipeBeside({ file, weights }: ModelSource): Promise<RecipeBeside | null> {
  const name = `${path.parse(file).name}.recipe.json`
  const recipeFile = path.join(path.dirname(file), name)
  // A link that leads nowhere is there as well, and meant something.
  if (!(await lstat(recipeFile).catch(() => null))) return null
  try {
    const stated = await readRecipeFile(recipeFile, 'its content')
    const { preset = ownPreset(weights), classOffset, layout, outputKind, ...recipe } = stated
    resolveRecipe(preset, recipe)
    const because = `The file ${name} lies beside the model.`
    return { name, suggestion: { preset, recipe, classOffset, layout, outputKind, file: name, because }, problem: null }
  } catch (error) {
    return { name, suggestion: null, problem: messageOf(error), remedies: remediesOf(error) }
  }
}

/** Caffe's networks, which have their weights in a file of their own, are of Caffe's ways. */
const ownPreset = (weights: string | null) => (weights === null ? 'torchvision' : 'caffe')
