import { z } from 'zod'
import { AcuityError } from '../../../shared/errors.ts'
import type { ExportLibrary } from '../../../shared/exported-model.ts'
import type { RecipeFile } from '../../../shared/recipe-suggestion.ts'
import {
  recipeFromTimm,
  recipeFromTorchvision,
  recipeFromTransformers,
  type CompanionRecipe,
} from '../library/index.ts'

const OfTransformers = z.object({ preprocessor: z.unknown(), modelType: z.string() })

/**
 * A library's own preparation of images, as a recipe file has it.
 * @param config as the script that exports writes it
 * @param size that was asked for; torchvision's and timm's configurations are of it already
 * @throws AcuityError `recipe-invalid` where Acuity cannot do what the library does
 */
export function recipeOf(library: ExportLibrary, config: unknown, model: string, size?: number): RecipeFile {
  const { preset, recipe } = read(library, config, model)
  const { meanImage, ...fields } = recipe
  if (meanImage) throw new AcuityError('recipe-invalid', `${model} states a mean image.`)
  if (library !== 'hf' || size === undefined || fields.crop === size) return { preset, ...fields }
  // The same share of the image.
  return { preset, ...fields, crop: size, resize: Math.round((fields.resize * size) / fields.crop) }
}

function read(library: ExportLibrary, config: unknown, model: string): CompanionRecipe {
  const called = `the configuration of ${model}`
  switch (library) {
    case 'torchvision':
      return recipeFromTorchvision(config, called)
    case 'timm':
      return recipeFromTimm(config, called)
    case 'hf': {
      const { preprocessor, modelType } = OfTransformers.parse(config)
      return recipeFromTransformers(preprocessor, called, modelType)
    }
  }
}
