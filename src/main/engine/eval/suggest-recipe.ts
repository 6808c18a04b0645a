import path from 'node:path'
import { messageOf } from '../../../shared/errors.ts'
import type { ModelDescription } from '../../../shared/model.ts'
import { resolveRecipe } from '../../../shared/presets.ts'
import type { RecipeSuggestion } from '../../../shared/recipe-suggestion.ts'
import type { ModelRow } from '../db/index.ts'
import { exists } from '../files/index.ts'
import { readRecipeFile } from './recipe-file.ts'

/** TensorFlow's slim models put a background class in front of ImageNet's 1000. */
const SLIM_OUTPUTS = 1001
/** The crop of CaffeNet and SqueezeNet. */
const CAFFE_CROP = 227
/** The fraction of the resized image that torchvision's evaluation keeps: 224 of 256. */
const TORCHVISION_CROP_PCT = 0.875

/** What a run of a model would best start from: the recipe file that lies beside it, else what its own file tells. */
export async function suggestRecipe({ file, description }: ModelRow): Promise<RecipeSuggestion> {
  const detected = detectRecipe(description)
  const name = `${path.parse(file).name}.recipe.json`
  const recipeFile = path.join(path.dirname(file), name)
  if (!(await exists(recipeFile))) return detected
  try {
    const stated = await readRecipeFile(recipeFile, 'its content')
    const { preset = 'torchvision', classOffset, layout, outputKind, ...recipe } = stated
    resolveRecipe(preset, recipe)
    const because = `The file ${name} lies beside the model.`
    return { preset, recipe, classOffset, layout, outputKind, because }
  } catch (error) {
    const because = `${detected.because} The file ${name} beside it cannot be used: ${messageOf(error)}`
    return { ...detected, because }
  }
}

function detectRecipe({ height, width, outputs, producer }: ModelDescription): RecipeSuggestion {
  const side = height ?? width
  const takes =
    side === null ? 'The model takes images of any size' : `The model takes images of ${side}×${side} pixels`
  if (outputs === SLIM_OUTPUTS) {
    const because = `${takes} and has ${outputs} outputs, as TensorFlow's slim models do.`
    return { preset: 'inception', recipe: side === null ? {} : { crop: side }, because }
  }
  if (side === CAFFE_CROP && /caffe/i.test(producer))
    return { preset: 'caffe', recipe: {}, because: `${takes}, and ${producer} wrote its file.` }
  if (side === null)
    return { preset: 'torchvision', recipe: {}, because: `${takes}, so torchvision's recipe is taken.` }
  const resize = Math.round(side / TORCHVISION_CROP_PCT)
  return { preset: 'torchvision', recipe: { resize, crop: side }, because: `${takes}.` }
}
