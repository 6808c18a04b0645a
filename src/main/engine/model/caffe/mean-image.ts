import { createHash } from 'node:crypto'
import { AcuityError, messageOf } from '../../../../shared/errors.ts'
import { isNumpyFile } from '../../files/index.ts'
import { recogniseForeignFile } from '../foreign.ts'
import { readFileHashed } from '../read-file.ts'
import { FieldBudget } from '../wire.ts'
import { float32Of, readBlob } from './blob.ts'
import { readNumpyArray } from './numpy-array.ts'
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
 * Reads a mean.binaryproto from disk, or the same as numpy's .npy, and its SHA-256 in hex.
 * @throws AcuityError `model-invalid` where it is none, `not-found`, `file-unreadable`
 */
export async function loadMeanImage(file: string): Promise<MeanImage & { sha256: string }> {
  const hash = createHash('sha256')
  const content = await readFileHashed(file, hash, MAX_BYTES, 'that is more than any mean image has.')
  const isNumpy = isNumpyFile(content)
  const foreign = isNumpy ? undefined : (recogniseForeignFile(content) ?? (isText(content) ? 'it is text' : undefined))
  if (foreign) throw new AcuityError('model-invalid', `${file} is no mean image of Caffe: ${foreign}.`)
  try {
    return { ...(isNumpy ? readNumpyMean(content) : readMeanImage(content)), sha256: hash.digest('hex') }
  } catch (cause) {
    const reason = messageOf(cause)
    throw new AcuityError(
      'model-invalid',
      `${file} is no mean image of Caffe (${reason}): a mean.binaryproto is needed, or a .npy of the same.`,
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
  checkShape(blob.dims)
  return withNumbers(blob.dims, new Float32Array(new Uint8Array(float32Of(blob)).buffer))
}

/**
 * Reads a mean as pycaffe ships it: an array of [3, height, width] in the network's channel order, or one number for each
 * channel, which is an image of one pixel.
 * @throws Error where it is none
 */
function readNumpyMean(file: Uint8Array): MeanImage {
  const { dims, data } = readNumpyArray(file)
  const shape = String(dims) === '3' ? [3, 1, 1] : dims
  checkShape(shape)
  return withNumbers(shape, data)
}

function checkShape(dims: readonly number[]): void {
  const [height = 0, width = 0] = dims.slice(-2)
  const planes = dims.slice(0, -2)
  if (planes.reduce((product, dim) => product * dim, 1) !== 3 || height < 1 || width < 1)
    throw new Error(`it is of the shape [${dims.join(', ')}], where three channels of an image are needed`)
  if (Math.max(height, width) > MAX_SIDE) throw new Error(`its ${width}×${height} pixels are more than any image has`)
}

function withNumbers(dims: readonly number[], data: Float32Array<ArrayBuffer>): MeanImage {
  const [height = 0, width = 0] = dims.slice(-2)
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
