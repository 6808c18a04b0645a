import type { Hash } from 'node:crypto'
import { realpath } from 'node:fs/promises'
import path from 'node:path'
import { AcuityError } from '../../../shared/errors.ts'
import type { Graph, Tensor } from './onnx/read.ts'
import { MAX_MODEL_BYTES, readFileHashed } from './read-file.ts'

/** Numbers that lie outside the model file: views of files held once. */
export interface ExternalData {
  /** Those of the initializers, by their names. */
  tensors: Map<string, Uint8Array>
  /** Those of tensors inside nodes (Constants, graphs of an If), by {@link placeOf}: names are not unique there. */
  within: Map<string, Uint8Array>
  /** Size of all external files together. */
  bytes: number
}

/**
 * Reads the files in which a model keeps weights outside itself (ONNX's external data, torch's `model.onnx.data`), in
 * the order of their names. Only files within the model's own folder are read, symbolic links resolved; those of the
 * Hugging Face cache may lead to the files of their own repository.
 * @param modelBytes size of the model file, which counts towards protobuf's limit
 * @throws AcuityError `model-invalid`, `not-found`, `file-unreadable`
 */
export async function readExternalData(
  file: string,
  modelBytes: number,
  graph: Graph,
  hash: Hash,
): Promise<ExternalData> {
  const byLocation = new Map<string, Tensor[]>()
  const inside = new Set(graph.nodes.flatMap((node) => node.external))
  for (const tensor of [...graph.initializers.values(), ...inside]) {
    if (!tensor.external) continue
    const location = tensor.external.get('location') ?? ''
    const tensors = byLocation.get(location)
    if (tensors) tensors.push(tensor)
    else byLocation.set(location, [tensor])
  }
  const result: ExternalData = { tensors: new Map(), within: new Map(), bytes: 0 }
  let inlined = modelBytes
  for (const [location, tensors] of [...byLocation].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const dataFile = await resolveLocation(file, location)
    const content = await readFileHashed(dataFile, hash, MAX_MODEL_BYTES - modelBytes - result.bytes)
    result.bytes += content.byteLength
    for (const tensor of tensors) {
      const view = sliceOf(content, tensor, dataFile)
      inlined += view.byteLength
      if (inside.has(tensor)) result.within.set(placeOf(tensor), view)
      else result.tensors.set(tensor.name, view)
    }
  }
  if (inlined > MAX_MODEL_BYTES)
    throw new AcuityError('model-invalid', `${file}: its weights exceed 2 GiB, the most that one ONNX graph can hold.`)
  return result
}

/** Where a tensor's numbers lie, as a text that no other place has. */
export const placeOf = ({ external }: Tensor) =>
  JSON.stringify(['location', 'offset', 'length'].map((key) => external?.get(key)))

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
  const within = await realpath(folder)
  if (!isInside(within, real) && !isOfSameRepository(within, real))
    throw refuse('a link that leads out of its own folder')
  return dataFile
}

function isInside(folder: string, file: string): boolean {
  const way = path.relative(folder, file)
  return way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way)
}

/**
 * Whether a folder is a snapshot in the Hugging Face cache, and a file one of the blobs of the same repository:
 * `models--ORG--NAME/snapshots/REVISION/…` and `models--ORG--NAME/blobs/HASH`. All files of a snapshot are links to these.
 * Source: https://huggingface.co/docs/huggingface_hub/guides/manage-cache
 * @param folder the real path of one
 * @param file the real path of one
 */
function isOfSameRepository(folder: string, file: string): boolean {
  const blobs = path.dirname(file)
  const repository = path.dirname(blobs)
  return (
    path.basename(blobs) === 'blobs' &&
    /^(?:models|datasets|spaces)--./.test(path.basename(repository)) &&
    isInside(path.join(repository, 'snapshots'), folder)
  )
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
