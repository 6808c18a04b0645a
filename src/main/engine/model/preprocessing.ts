import { AcuityError } from '../../../shared/errors.ts'
import { takesWholeNumbers } from '../../../shared/model.ts'
import type { Layout, Recipe } from '../../../shared/recipe.ts'
import type { LoadedModel } from './classifier.ts'
import type { NodeList } from './node-list.ts'
import { DataType } from './onnx/proto.ts'
import { axes } from './ports.ts'

/** The part of a recipe that becomes nodes of the graph. */
export type InputRecipe = Pick<Recipe, 'crop' | 'channels' | 'mean' | 'std' | 'scale'> & {
  meanPixels?: MeanPixels | undefined
}

/** What of a recipe the graph holds: recipes that differ in their resampling alone have the same. */
export function inputRecipe({ crop, channels, mean, std, scale }: Recipe, meanPixels?: MeanPixels): InputRecipe {
  return { crop, channels, mean, std, scale, meanPixels }
}

/** A mean for each pixel of the crop, in place of one for each channel. */
export interface MeanPixels {
  /** Of the mean image, and where it was cut: the same key stands for the same numbers. */
  key: string
  /** [3, crop, crop], in the network's channel order. */
  data: Float32Array<ArrayBuffer>
}

/**
 * Adds what lies between uint8 RGB pixels, [batch, crop, crop, 3], and the model's own input: layout, channel order,
 * `(pixel - mean) * scale / std` in float32, and the model's type. Pixels are moved while they are bytes: transposing
 * floats instead costs more than twice as much. A network that takes whole numbers gets the pixels as they are: its graph does
 * whatever normalising there is, and a recipe that does as well is refused where it is settled.
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
  if (!takesWholeNumbers({ elemType })) {
    image = nodes.add('Cast', [image], { to: DataType.float32 })
    image = nodes.add('Sub', [image, addMean(nodes, recipe, layout)])
    const factors = Float32Array.from(recipe.std, (std) => recipe.scale / std)
    image = nodes.add('Mul', [image, nodes.constant('float32', perChannel, factors)])
  }
  if (elemType !== (takesWholeNumbers({ elemType }) ? 'uint8' : 'float32'))
    image = nodes.add('Cast', [image], { to: DataType[elemType] })
  nodes.add('Identity', [image], {}, inputName)
}

function addMean(nodes: NodeList, { mean, meanPixels, crop }: InputRecipe, layout: Layout): string {
  if (!meanPixels) return nodes.constant('float32', layout === 'NCHW' ? [3, 1, 1] : [3], Float32Array.from(mean))
  const planes = nodes.constant('float32', [3, crop, crop], meanPixels.data)
  return layout === 'NCHW' ? planes : nodes.add('Transpose', [planes], { perm: [1, 2, 0] })
}

/** What a model's file states of its input's shape. */
const imageDims = ({ onnx, description }: LoadedModel) =>
  onnx.graph.inputs.find(({ name }) => name === description.inputName)?.dims ?? []

/** The side of the images that a model's file states, in pixels; null where it leaves that open, or is of another layout. */
export function statedSide(model: LoadedModel, layout: Layout): number | null {
  const dims = imageDims(model)
  const { channels, height, width } = axes[layout]
  return (dims[channels] ?? 3) === 3 ? (dims[height] ?? dims[width] ?? null) : null
}

/**
 * Refuses a crop or layout that the model's input cannot take.
 * @throws AcuityError `recipe-invalid`
 */
export function checkImageShape(model: LoadedModel, crop: number, layout: Layout): void {
  const { file } = model
  const dims = imageDims(model)
  const channels = dims[axes[layout].channels] ?? 3
  if (channels !== 3)
    throw new AcuityError(
      'recipe-invalid',
      `${file} is not ${layout}: its input has ${channels} where the 3 channels would be.`,
      { remedies: [{ do: 'leave-out', option: 'layout' }] },
    )
  const side = dims[axes[layout].height] ?? dims[axes[layout].width] ?? crop
  if (side !== crop)
    throw new AcuityError(
      'recipe-invalid',
      `${file} takes images of ${side}×${side} pixels, and the recipe crops ${crop}×${crop}.`,
      {
        details: { modelSize: side, crop },
        remedies: [
          { do: 'set', values: { crop: side } },
          { do: 'choose-another', what: 'model' },
        ],
      },
    )
}
