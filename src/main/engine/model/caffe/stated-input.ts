import type { CaffeInput } from '../../../../shared/model.ts'
import { invalid } from './prototxt/place.ts'
import type { TextMessage } from './prototxt/text-message.ts'
import type { Wiring } from './wiring.ts'

/** Where data layers keep what is done to an image: the old format has it among the parameters of the layer's own type. */
const TRANSFORMS = ['transform_param', 'data_param', 'image_data_param', 'window_data_param', 'memory_data_param']

/**
 * What a network says about the images that it takes.
 * @throws AcuityError `model-invalid` where they are no images
 */
export function readStatedInput({ input: { dims, layer, place, name } }: Wiring): {
  channels: number
  stated: CaffeInput
} {
  if (dims === null) return { channels: 3, stated: readTransforms(layer?.message) }
  const [, channels, height, width] = dims
  const usable = dims.every((dim) => dim >= 1 && dim <= 4096)
  if (dims.length !== 4 || channels === undefined || height === undefined || width === undefined || !usable)
    throw invalid(
      place,
      `the input ${name} is of the shape [${dims.join(', ')}], where [batch, channels, height, width] is needed.`,
    )
  return { channels, stated: { height, width, mean: null, scale: 1, meanFile: null } }
}

function readTransforms(layer: TextMessage | undefined): CaffeInput {
  const stated: CaffeInput = { height: null, width: null, mean: null, scale: 1, meanFile: null }
  for (const message of TRANSFORMS.map((field) => layer?.message(field))) {
    const crop = message?.integer('crop_size') ?? 0
    if (crop > 0) Object.assign(stated, { height: crop, width: crop })
    const [a, b = a, c = a] = message?.numbers('mean_value') ?? []
    if (a !== undefined && b !== undefined && c !== undefined) stated.mean = [a, b, c]
    stated.scale = message?.number('scale') ?? stated.scale
    stated.meanFile = message?.string('mean_file') ?? stated.meanFile
  }
  return stated
}
