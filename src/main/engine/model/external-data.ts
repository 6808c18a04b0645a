import type { Hash } from 'node:crypto'
import { realpath } from 'node:fs/promises'
import path from 'node:path'
import { AcuityError } from '../../../shared/errors.ts'
import type { Graph, Tensor } from './onnx/read.ts'
import { MAX_MODEL_BYTES, readFileHashed } from './read-file.ts'

/** The numbers of the initializers that lie outside the model file, by the initializer's name: views of files held once. */
export interface ExternalData {
  tensors: Map<string, Uint8Array>
  /** Size of all external files together. */
  bytes: number
}

/**
 * Reads the files in which a model keeps weights outside itself (ONNX's external data, torch's `model.onnx.data`), in
 * the order of their names. Only files within the model's own folder are read, symbolic links resolved.
 * @param modelBytes size of the model file, which counts towards protobuf's limit
 * @throws AcuityError `model-invalid`, `not-found`, `file-unreadable`
 */
export async function readExternalData(
  file: string,
  modelBytes: number,
  graph: Graph,
  hash: Hash,
): Promise<ExternalData> {
  if (graph.nodes.some(({ constant }) => constant?.external))
    throw new AcuityError(
      'model-invalid',
      `${file} keeps the value of a Constant node in another file, where only initializers are supported: ` +
        'save the model as one file.',
    )
  const byLocation = new Map<string, Tensor[]>()
  for (const tensor of graph.initializers.values()) {
    if (!tensor.external) continue
    const location = tensor.external.get('location') ?? ''
    const tensors = byLocation.get(location)
    if (tensors) tensors.push(tensor)
    else byLocation.set(location, [tensor])
  }
  const result: ExternalData = { tensors: new Map(), bytes: 0 }
  let inlined = modelBytes
  for (const [location, tensors] of [...byLocation].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const dataFile = await resolveLocation(file, location)
    const content = await readFileHashed(dataFile, hash, MAX_MODEL_BYTES - modelBytes - result.bytes)
    result.bytes += content.byteLength
    for (const tensor of tensors) {
      const view = sliceOf(content, tensor, dataFile)
      inlined += view.byteLength
      result.tensors.set(tensor.name, view)
    }
  }
  if (inlined > MAX_MODEL_BYTES)
    throw new AcuityError('model-invalid', `${file}: its weights exceed 2 GiB, the most that one ONNX graph can hold.`)
  return result
}

async function resolveLocation(file: string, location: string): Promise<string> {
  const refuse = (reason: string) =>
    new AcuityError(
      'model-invalid',
      `${file} keeps weights in ${JSON.stringify(location)}, ${reason}. ` +
        'Put the file beside the model (a real file, no link), or save the model as one file.',
    )
  const climbs = location.split(/[\\/]/).includes('..')
  if (location === '' || climbs || path.isAbsolute(location) || path.win32.isAbsolute(location))
    throw refuse('which is no path within its own folder')
  const folder = path.dirname(file)
  const dataFile = path.join(folder, location)
  const real = await realpath(dataFile).catch(() => {
    throw new AcuityError(
      'not-found',
      `${file} keeps its weights in ${dataFile}, which does not exist: download that file too.`,
    )
  })
  const inside = path.relative(await realpath(folder), real)
  if (inside === '..' || inside.startsWith(`..${path.sep}`) || path.isAbsolute(inside))
    throw refuse('a link that leads out of its own folder')
  return dataFile
}

function sliceOf(content: Uint8Array, tensor: Tensor, dataFile: string): Uint8Array {
  const offset = readCount(tensor.external?.get('offset'), 0)
  const length = readCount(tensor.external?.get('length'), content.byteLength - offset)
  // NaN fails every comparison: the test must ask for what is right.
  if (!(offset >= 0 && length >= 0 && offset + length <= content.byteLength))
    throw new AcuityError(
      'model-invalid',
      `${dataFile} has ${content.byteLength} bytes, too few for the weights ${JSON.stringify(tensor.name)} ` +
        '(or their place is no number): download or export the model again.',
    )
  return content.subarray(offset, offset + length)
}

function readCount(value: string | undefined, otherwise: number): number {
  if (value === undefined) return otherwise
  return /^\d{1,15}$/.test(value) ? Number(value) : NaN
}
