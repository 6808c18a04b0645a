import { createHash } from 'node:crypto'
import { AcuityError, messageOf } from '../../../../shared/errors.ts'
import { recogniseForeignFile } from '../foreign.ts'
import { readFileHashed } from '../read-file.ts'
import { FieldBudget } from '../wire.ts'
import { float32Of, readBlob } from './blob.ts'
import { isText } from './recognise-text.ts'

/** The mean of all training images, pixel by pixel: in the network's channel order, channel after channel. */
export interface MeanImage {
  height: number
  width: number
  /** [3, height, width] */
  data: Float32Array<ArrayBuffer>
}

/** Four times the side that networks are trained with. */
const MAX_SIDE = 1024
/** Room for that many pixels in double precision. */
const MAX_BYTES = 32 * 2 ** 20

/**
 * Reads a mean.binaryproto from disk, and its SHA-256 in hex.
 * @throws AcuityError `model-invalid` where it is none, `not-found`, `file-unreadable`
 */
export async function loadMeanImage(file: string): Promise<MeanImage & { sha256: string }> {
  const hash = createHash('sha256')
  const content = await readFileHashed(file, hash, MAX_BYTES, 'that is more than any mean image has.')
  const foreign = recogniseForeignFile(content) ?? (isText(content) ? 'it is text' : undefined)
  if (foreign) throw new AcuityError('model-invalid', `${file} is no mean image of Caffe: ${foreign}.`)
  try {
    return { ...readMeanImage(content), sha256: hash.digest('hex') }
  } catch (cause) {
    const reason = messageOf(cause)
    throw new AcuityError(
      'model-invalid',
      `${file} is no mean image of Caffe (${reason}): a mean.binaryproto is needed.`,
      { cause, remedies: [{ do: 'state', option: 'mean' }] },
    )
  }
}

/**
 * Reads a mean.binaryproto: one BlobProto of three channels.
 * @throws Error where it is none: says what is wrong, not in which file
 */
export function readMeanImage(file: Uint8Array): MeanImage {
  const blob = readBlob(file, new FieldBudget())
  const [height = 0, width = 0] = blob.dims.slice(-2)
  const planes = blob.dims.slice(0, -2)
  if (planes.reduce((product, dim) => product * dim, 1) !== 3 || height < 1 || width < 1)
    throw new Error(`it is of the shape [${blob.dims.join(', ')}], where three channels of an image are needed`)
  if (Math.max(height, width) > MAX_SIDE) throw new Error(`its ${width}×${height} pixels are more than any image has`)
  const data = new Float32Array(new Uint8Array(float32Of(blob)).buffer)
  if (!data.every(Number.isFinite)) throw new Error('it holds numbers that are no pixels (NaN or infinity)')
  return { height, width, data }
}

/** The mean of each channel. */
export function channelMeans({ height, width, data }: MeanImage): [number, number, number] {
  const area = height * width
  const mean = (channel: number) =>
    data.subarray(channel * area, (channel + 1) * area).reduce((sum, value) => sum + value, 0) / area
  return [mean(0), mean(1), mean(2)]
}
