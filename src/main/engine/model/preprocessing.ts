import { AcuityError } from '../../../shared/errors.ts'
import type { Layout, Recipe } from '../../../shared/recipe.ts'
import type { LoadedModel } from './classifier.ts'
import type { NodeList } from './node-list.ts'
import { DataType } from './onnx/proto.ts'
import { axes } from './ports.ts'

/** The part of a recipe that becomes nodes of the graph. */
export type InputRecipe = Pick<Recipe, 'crop' | 'channels' | 'mean' | 'std' | 'scale'>

/**
 * Adds what lies between uint8 RGB pixels, [batch, crop, crop, 3], and the model's own input: layout, channel order,
 * `(pixel - mean) * scale / std` in float32, and the model's type. Pixels are moved while they are bytes: transposing
 * floats instead costs more than twice as much.
 */
export function addPreprocessing(
  nodes: NodeList,
  pixels: string,
  model: LoadedModel,
  recipe: InputRecipe,
  layout: Layout,
): void {
  const axis = axes[layout].channels
  const perChannel = layout === 'NCHW' ? [3, 1, 1] : [3]
  const { inputName, elemType } = model.description

  let image = pixels
  if (layout === 'NCHW') image = nodes.add('Transpose', [image], { perm: [0, 3, 1, 2] })
  if (recipe.channels === 'BGR') image = nodes.add('Gather', [image, nodes.int64s(2, 1, 0)], { axis })
  image = nodes.add('Cast', [image], { to: DataType.float32 })
  image = nodes.add('Sub', [image, nodes.constant('float32', perChannel, Float32Array.from(recipe.mean))])
  const factors = Float32Array.from(recipe.std, (std) => recipe.scale / std)
  image = nodes.add('Mul', [image, nodes.constant('float32', perChannel, factors)])
  if (elemType !== 'float32') image = nodes.add('Cast', [image], { to: DataType[elemType] })
  nodes.add('Identity', [image], {}, inputName)
}

/**
 * Refuses a crop or layout that the model's input cannot take.
 * @throws AcuityError `recipe-invalid`
 */
export function checkImageShape(model: LoadedModel, crop: number, layout: Layout): void {
  const { file, onnx, description } = model
  const dims = onnx.graph.inputs.find(({ name }) => name === description.inputName)?.dims ?? []
  const channels = dims[axes[layout].channels] ?? 3
  if (channels !== 3)
    throw new AcuityError(
      'recipe-invalid',
      `${file} is not ${layout}: its input has ${channels} where the 3 channels would be. Leave the layout to the file.`,
    )
  const side = dims[axes[layout].height] ?? dims[axes[layout].width] ?? crop
  if (side !== crop)
    throw new AcuityError(
      'recipe-invalid',
      `${file} takes images of ${side}×${side} pixels, and the recipe crops ${crop}×${crop}. ` +
        `Crop ${side} (--crop ${side}), or use a model with a dynamic (or another) input size.`,
      { details: { modelSize: side, crop } },
    )
}
