import type { CaffeInput } from '../../../../shared/model.ts'
import { MAX_SIDE } from '../../../../shared/recipe.ts'
import { invalid } from './prototxt/location.ts'
import type { TextMessage } from './prototxt/text-message.ts'
import type { Wiring } from './wiring.ts'

/** Where data layers keep what is done to an image: the old format has it among the parameters of the layer's own type. */
const TRANSFORMS = ['transform_param', 'data_param', 'image_data_param', 'window_data_param']

/** What Caffe itself knows: forks resize, distort and sample as well. */
export const TRANSFORM_FIELDS: ReadonlySet<string> = new Set([
  ...['scale', 'mirror', 'crop_size', 'mean_file', 'mean_value', 'force_color', 'force_gray'],
])

type StatedInput = Omit<CaffeInput, 'unheeded'>

const CHANNELS = 3

/**
 * What a network says about the images that it takes.
 * @throws AcuityError `model-invalid` where they are no images
 */
export function readStatedInput({ input: { dims, layer, location, name } }: Wiring): {
  channels: number
  stated: StatedInput
} {
  if (dims === null) return { channels: CHANNELS, stated: readDataLayer(layer?.message) }
  const [, channels, height, width] = dims
  const usable = dims.every((dim) => dim >= 1 && dim <= MAX_SIDE)
  if (dims.length !== 4 || channels === undefined || height === undefined || width === undefined || !usable)
    throw invalid(
      location,
      `the input ${name} is of the shape [${dims.join(', ')}], where [batch, channels, height, width] is needed.`,
    )
  return { channels, stated: { height, width, mean: null, scale: 1, meanFile: null } }
}

function readDataLayer(layer: TextMessage | undefined): StatedInput {
  const stated: StatedInput = { height: null, width: null, mean: null, scale: 1, meanFile: null }
  if (!layer) return stated
  // A layer of images in memory states their size and nothing else.
  const memory = layer.message('memory_data_param')
  const [height = null, width = null] = [memory.integer('height'), memory.integer('width')]
  Object.assign(stated, { height, width })
  for (const message of TRANSFORMS.map((field) => layer.message(field))) {
    const crop = message.integer('crop_size') ?? 0
    if (crop > 0) Object.assign(stated, { height: crop, width: crop })
    stated.mean = readMean(message) ?? stated.mean
    stated.scale = message.number('scale') ?? stated.scale
    stated.meanFile = message.string('mean_file') ?? stated.meanFile
  }
  return stated
}

/** Source: DataTransformer's constructor and CheckMean, src/caffe/data_transformer.cpp: one for all channels, or one for each. */
function readMean(message: TextMessage): StatedInput['mean'] {
  const values = message.numbers('mean_value')
  const [a, b = a, c = a] = values
  if (a === undefined || b === undefined || c === undefined) return null
  if (message.has('mean_file'))
    throw invalid(
      message.locationOf('mean_file'),
      'both mean_file and mean_value are stated: Caffe takes one or the other.',
    )
  if (values.length !== 1 && values.length !== CHANNELS)
    throw invalid(
      message.locationOf('mean_value'),
      `${values.length} times mean_value: state one, or one for each channel.`,
    )
  return [a, b, c]
}
