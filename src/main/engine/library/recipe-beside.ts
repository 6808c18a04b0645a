import { lstat } from 'node:fs/promises'
import path from 'node:path'
import { messageOf, remediesOf } from '../../../shared/errors.ts'
import { resolveRecipe } from '../../../shared/presets.ts'
import type { RecipeSuggestion } from '../../../shared/recipe-suggestion.ts'
import type { Remedy } from '../../../shared/remedy.ts'
import type { ModelSource } from '../model/index.ts'
import { CompanionFault, companionBeside } from './companions/beside.ts'
import { readRecipeFile } from './recipe-file.ts'

/**
 * What lies beside a model and says its recipe, by its name: what it suggests, or why it cannot be used. It is binding
 * where the library that wrote it would do what it says, and Acuity cannot: anything else would be another recipe.
 */
export type RecipeBeside = { name: string } & (
  | { suggestion: RecipeSuggestion; problem: null }
  | { suggestion: null; problem: string; remedies: readonly Remedy[]; isBinding: boolean }
)

/**
 * Null where nothing says a recipe: neither a `NAME.recipe.json` beside `NAME.onnx` or `NAME.prototxt`, nor what came with
 * an ONNX model from the library that it is of.
 * @param side of the images of an ONNX model, in pixels, where its own file states one
 */
export async function recipeBeside(source: ModelSource, side: number | null = null): Promise<RecipeBeside | null> {
  const own = await recipeFileBeside(source)
  return own ?? (source.weights === null ? fromCompanion(source.file, side) : null)
}

async function recipeFileBeside({ file, weights }: ModelSource): Promise<RecipeBeside | null> {
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
    return { name, suggestion: null, problem: messageOf(error), remedies: remediesOf(error), isBinding: false }
  }
}

/** Caffe's networks, which have their weights in a file of their own, are of Caffe's ways. */
const ownPreset = (weights: string | null) => (weights === null ? 'torchvision' : 'caffe')

async function fromCompanion(model: string, side: number | null): Promise<RecipeBeside | null> {
  try {
    const found = await companionBeside(model, side)
    if (!found) return null
    const { companion, file, because } = found
    const { preset, recipe } = companion
    const suggestion = { preset, recipe, ...(file !== null && { file }), because }
    return { name: file ?? path.basename(model), suggestion, problem: null }
  } catch (error) {
    if (!(error instanceof CompanionFault)) throw error
    const { file, message, isDoubtful } = error
    return { name: file, suggestion: null, problem: message, remedies: [], isBinding: !isDoubtful }
  }
}
