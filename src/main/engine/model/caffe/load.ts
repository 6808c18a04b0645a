import { Buffer } from 'node:buffer'
import { createHash, type Hash } from 'node:crypto'
import { AcuityError, messageOf } from '../../../../shared/errors.ts'
import type { CaffeInput } from '../../../../shared/model.ts'
import { asClassifier, type LoadedModel } from '../classifier.ts'
import { recogniseForeignFile } from '../foreign.ts'
import { countParams } from '../params.ts'
import { readFileHashed } from '../read-file.ts'
import { readCaffemodel, storedWeights } from './caffemodel.ts'
import { convert, type Conversion } from './convert.ts'
import type { Macs } from './layer-context.ts'
import { readNet } from './net.ts'
import { randomWeights } from './random-weights.ts'
import { readStatedInput } from './stated-input.ts'
import { noWeights, type Weights } from './weights.ts'
import { wire, type Wiring } from './wiring.ts'

/** The longest networks have some thousand lines: a hundredth of this. */
const MAX_TEXT_BYTES = 16 * 2 ** 20
const HDF5 = Buffer.from('\x89HDF', 'latin1')
const TOO_LONG = 'no network has that much text. Pass its .prototxt as the model, and its .caffemodel as the weights.'

/** A network as its prototxt states it. */
interface Network {
  file: string
  wiring: Wiring
  channels: number
  stated: CaffeInput
  bytes: number
}

/**
 * Reads a Caffe network and its weights, and converts it to ONNX.
 * @param file the prototxt, and `weightsFile` the caffemodel
 * @param side of the images that it is converted for; as the network states it where undefined
 * @throws AcuityError `model-invalid` with the line of what cannot be converted, `not-found`, `file-unreadable`
 */
export async function loadCaffeModel(file: string, weightsFile: string, side?: number): Promise<LoadedModel> {
  const hash = createHash('sha256')
  const network = await readNetwork(file, hash)
  const content = await readFileHashed(weightsFile, hash)
  const conversion = convertFor(network, storedWeights(weightsFile, parseWeights(weightsFile, content)), side)
  return toLoadedModel(network, conversion, content.byteLength, hash)
}

/**
 * An architecture that nobody trained, with weights drawn at random: for measuring its speed, never its accuracy.
 * @throws AcuityError as {@link loadCaffeModel}
 */
export async function loadUntrained(file: string, side?: number): Promise<LoadedModel> {
  const hash = createHash('sha256')
  const network = await readNetwork(file, hash)
  return toLoadedModel(network, convertFor(network, randomWeights, side), 0, hash.update('random weights'))
}

/**
 * Counts what a network learns, and what it computes for one image.
 * @param sides of the images, each of which gives its own multiply-adds
 * @throws AcuityError as {@link loadCaffeModel}
 */
export async function countCaffe(
  file: string,
  sides: readonly number[],
): Promise<{ side: number; params: number; macs: Macs }[]> {
  const network = await readNetwork(file, createHash('sha256'))
  return sides.map((side) => {
    const { onnx, macs } = convertFor(network, noWeights, side)
    return { side, params: countParams(onnx.graph), macs }
  })
}

async function readNetwork(file: string, hash: Hash): Promise<Network> {
  const content = await readFileHashed(file, hash, MAX_TEXT_BYTES, TOO_LONG)
  const foreign = recogniseForeignFile(content)
  if (foreign) throw new AcuityError('model-invalid', `${file} is no network of Caffe: ${foreign}.`)
  const wiring = wire(readNet(file, decodeText(file, content)))
  return { file, wiring, ...readStatedInput(wiring), bytes: content.byteLength }
}

/** Comments may be in any encoding, as for Caffe itself. */
function decodeText(file: string, content: Uint8Array): string {
  if (!content.includes(0)) return new TextDecoder().decode(content)
  throw new AcuityError(
    'model-invalid',
    `${file} is no text: pass the network's .prototxt as the model, and its .caffemodel as the weights.`,
  )
}

/** Parses what a stranger wrote: whatever goes wrong in here, the file is to blame. */
function parseWeights(file: string, content: Uint8Array) {
  const foreign = Buffer.from(content.subarray(0, 4)).equals(HDF5)
    ? 'it is in HDF5, which Caffe writes if asked to: save the network again as a .caffemodel (snapshot_format: BINARYPROTO)'
    : recogniseForeignFile(content)
  if (foreign) throw new AcuityError('model-invalid', `${file} is no .caffemodel: ${foreign}.`)
  try {
    return readCaffemodel(content)
  } catch (cause) {
    const reason = messageOf(cause)
    throw new AcuityError(
      'model-invalid',
      `${file} is no readable .caffemodel (${reason}): it may be damaged, or another kind of file. Download it again.`,
      { cause },
    )
  }
}

function convertFor(
  { file, wiring, channels, stated }: Network,
  weights: Weights,
  side: number | undefined,
): Conversion {
  const [height, width] = side === undefined ? [stated.height, stated.width] : [side, side]
  if (height === null || width === null)
    throw new AcuityError(
      'model-invalid',
      `${file} does not say how large its images are: state the crop (--crop), or add crop_size to its transform_param.`,
    )
  return convert(wiring, [channels, height, width], weights)
}

function toLoadedModel(
  { file, stated, bytes }: Network,
  { onnx, tensors, fixedBy }: Conversion,
  weightsBytes: number,
  hash: Hash,
): LoadedModel {
  const classifier = asClassifier(file, onnx)
  return {
    file,
    description: {
      ...classifier.description,
      // Built for one size, it is one of many: only weights that fit no other make a size the network's own.
      ...(fixedBy ? {} : { height: null, width: null }),
      bytes: bytes + weightsBytes,
      sha256: hash.digest('hex'),
      caffe: stated,
    },
    onnx: classifier.onnx,
    external: { tensors, bytes: weightsBytes },
  }
}
