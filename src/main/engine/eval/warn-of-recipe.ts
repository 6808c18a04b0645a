import type { ModelDescription } from '../../../shared/model.ts'
import type { Recipe } from '../../../shared/recipe.ts'

/** Warns of a recipe that is unlikely to be what its network was trained with. */
export function warnOfRecipe(description: ModelDescription, recipe: Recipe): string[] {
  return [...ownTransforms(description, recipe), ...channelOrder(recipe)]
}

function channelOrder({ meanImage, channels }: Recipe): string[] {
  return meanImage && channels === 'RGB'
    ? [
        `The channels of ${meanImage.name} are subtracted in their order, and those of Caffe's mean images are B, G, R: the recipe has RGB.`,
      ]
    : []
}

/** Where a Caffe network states other transformations of its images (transform_param) than the recipe has. */
function ownTransforms({ caffe }: ModelDescription, recipe: Recipe): string[] {
  if (!caffe) return []
  const { mean, scale, meanFile } = caffe
  const differences = [
    mean && String(mean) !== String(recipe.mean) && `its mean is ${mean.join(', ')}`,
    scale !== 1 && scale !== recipe.scale && `its scale is ${scale}`,
    meanFile !== null && !recipe.meanImage && `it subtracts the mean image ${meanFile}`,
  ].filter((difference) => typeof difference === 'string')
  return differences.length === 0
    ? []
    : [`The network states other transformations of its images than the recipe: ${differences.join('; ')}.`]
}
