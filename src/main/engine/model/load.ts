import { createHash } from 'node:crypto'
import { AcuityError, messageOf } from '../../../shared/errors.ts'
import type { ModelDescription } from '../../../shared/model.ts'
import { type ExternalData, readExternalData } from './external-data.ts'
import { recogniseForeignFile } from './foreign.ts'
import { type OnnxModel, readModel } from './onnx/read.ts'
import { outputKindOf } from './output-kind.ts'
import { countParams } from './params.ts'
import { axes, detectLayout, findImageInput, findScoresOutput } from './ports.ts'
import { prune } from './prune.ts'
import { readFileHashed } from './read-file.ts'

/** The oldest operator set whose arithmetic broadcasts as today's does, and that ONNX Runtime vouches for. */
const OLDEST_OPSET = 7

/** The largest batch that a run may ask for, and the largest crop of a recipe: a model that fixes more fits neither. */
const MAX_BATCH = 4096
const MAX_SIDE = 4096

/** A model file in memory, read but not decoded: weights are views of its bytes. The graph is what the scores depend on. */
export interface LoadedModel {
  file: string
  description: ModelDescription
  onnx: OnnxModel
  external: ExternalData
}

/**
 * Reads an ONNX file and its external data, and says what it is.
 * @throws AcuityError `model-invalid` where it is no image classifier in ONNX, `not-found`, `file-unreadable`
 */
export async function loadModel(file: string): Promise<LoadedModel> {
  const hash = createHash('sha256')
  const content = await readFileHashed(file, hash)
  const foreign = recogniseForeignFile(content)
  if (foreign) throw new AcuityError('model-invalid', `${file} is no ONNX file: ${foreign}.`)
  const whole = parse(file, content)
  const { opset, irVersion, producer } = whole
  if (opset === undefined || opset < OLDEST_OPSET)
    throw new AcuityError(
      'model-invalid',
      `${file} uses ${opset === undefined ? 'no version' : `version ${opset}`} of the ONNX operator set; ` +
        `${OLDEST_OPSET} or later is needed. Convert it with onnx.version_converter.`,
    )
  const input = findImageInput(file, whole.graph)
  const output = findScoresOutput(file, whole.graph)
  const layout = detectLayout(input.dims)
  const height = input.dims[axes[layout.layout].height] ?? null
  const width = input.dims[axes[layout.layout].width] ?? null
  const batch = input.dims[0] ?? null
  if (batch !== null && batch > MAX_BATCH)
    throw new AcuityError(
      'model-invalid',
      `${file} takes exactly ${batch} images at a time, more than the limit of ${MAX_BATCH}. ` +
        'Export the model with a dynamic or smaller batch.',
    )
  if (Math.max(height ?? 0, width ?? 0) > MAX_SIDE)
    throw new AcuityError(
      'model-invalid',
      `${file} takes images of ${width ?? 'any'}×${height ?? 'any'} pixels, more than the limit of ${MAX_SIDE} a side. ` +
        'Export the model with a dynamic or smaller input size.',
    )
  if (height !== null && width !== null && height !== width)
    throw new AcuityError(
      'model-invalid',
      `${file} takes images of ${width}×${height} pixels. Acuity crops squares: export the model with a square input.`,
    )
  const graph = prune(whole.graph, output.name)
  const external = await readExternalData(file, content.byteLength, graph, hash)
  const description: ModelDescription = {
    inputName: input.name,
    outputName: output.name,
    elemType: input.elemType,
    ...layout,
    height,
    width,
    batch,
    outputs: output.outputs,
    outputKind: outputKindOf(graph, output.name),
    params: countParams(graph),
    opset,
    irVersion,
    producer,
    bytes: content.byteLength + external.bytes,
    sha256: hash.digest('hex'),
  }
  return { file, description, onnx: { ...whole, graph }, external }
}

/** Parses what a stranger wrote: whatever goes wrong in here, the file is to blame. */
function parse(file: string, content: Uint8Array): OnnxModel {
  try {
    return readModel(content)
  } catch (cause) {
    const reason = messageOf(cause)
    throw new AcuityError(
      'model-invalid',
      `${file} is no readable ONNX file (${reason}): it may be damaged, or in another format. Download or export it again.`,
      { cause },
    )
  }
}
