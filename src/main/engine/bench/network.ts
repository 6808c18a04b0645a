import path from 'node:path'
import type { Precision } from '../../../shared/bench.ts'
import { AcuityError } from '../../../shared/errors.ts'
import type { Preset } from '../../../shared/presets.ts'
import { type Caches as EvaluationCaches } from '../eval/index.ts'
import {
  inModelProcess,
  warnOfFreed,
  warnOfSingle,
  recipeBeside,
  type ModelConditions,
  type WrappedFile,
} from '../library/index.ts'
import { recognise, warnOfUnheeded, type ModelSource, type WrapOptions } from '../model/index.ts'
import { withPassingFolder } from '../processes/index.ts'
import { inUntrainedProcess } from './untrained-process.ts'
import { recipeAt, wrapping } from './wrapping.ts'

/** A network as it will be measured at one crop. */
export interface Network {
  wrapped: WrappedFile
  /** Name of the output that is measured. */
  output: string
  /** What is worth knowing of it beside its speed. */
  warnings: string[]
  crop: number
  params: number
  /** Multiply-adds for one image; null where unknowable. */
  macs: number | null
  sha256: string
}

/** Folders that networks are written to: evaluations have the same. */
export type Caches = Pick<EvaluationCaches, 'models' | 'scratch'>

/** How the folders in `scratch` are called. */
export const SCRATCH = 'bench'

/** A Caffe network without a .caffemodel. */
export async function isUntrained({ file, weights }: ModelSource): Promise<boolean> {
  const found = weights === null ? await recognise(file) : undefined
  return found?.format === 'caffe' && found.kind === 'model'
}

/** A network to be wrapped. */
export interface Wanted extends ModelConditions {
  source: ModelSource
  /** The size that the model itself states where undefined. */
  crop: number | undefined
  /** Name of the output to be measured; the model's own where undefined. */
  output: string | undefined
  precision: Precision
  caches: Caches
}

/**
 * Wraps a network for one crop, and lends it for as long as `use` takes.
 * @throws AcuityError `model-invalid` also where it does not convert to the precision, `recipe-invalid` where it cannot
 *   take the crop, `not-found`, `file-unreadable`
 */
export async function withNetwork<T>(wanted: Wanted, use: (network: Network) => Promise<T>): Promise<T> {
  const { source, crop, output, precision, caches } = wanted
  return withPassingFolder(caches.scratch, SCRATCH, async (folder) => {
    const target = path.join(folder, 'model.onnx')
    return use(
      (await isUntrained(source))
        ? await inUntrainedProcess('draw', { file: source.file, crop, output, precision, target }, wanted)
        : await trained(wanted, crop ?? (await statedSide(wanted)), target),
    )
  })
}

async function trained(wanted: Wanted, crop: number, target: string): Promise<Network> {
  const { source, precision, caches } = wanted
  const preset: Preset = source.weights === null ? 'torchvision' : 'caffe'
  const recipe = recipeAt(preset, crop)
  // What the file leaves open, or says wrongly, is said by the recipe file beside it: as for an evaluation.
  const beside = (await recipeBeside(source))?.suggestion
  const probing = { source, recipe, layout: beside?.layout, wanted: { output: wanted.output } }
  const { description, measurement } = await inModelProcess('probe', probing, wanted)
  const { output, outputs, scores, params, macs, only, mixing } = measurement
  const { sha256 } = description
  const layout = beside?.layout ?? description.layout
  const outputKind = beside?.outputKind ?? scores.outputKind
  const options: WrapOptions = {
    ...wrapping(preset, crop, precision, { layout, outputs, outputKind }),
    batch: only ?? 'dynamic',
  }
  const task = { source, sha256, output, kept: caches.models, target, options }
  const wrapped = await inModelProcess('wrap', task, wanted)
  const warnings = [
    ...(mixing === null ? [] : [warnOfMixing(mixing)]),
    ...warnOfFreed(measurement, crop),
    ...warnOfSingle(measurement),
    ...warnOfUnheeded(description),
  ]
  return { wrapped, output, crop, params, macs, sha256, warnings }
}

const warnOfMixing = (mixing: string) =>
  `The images of a batch influence each other's answers: ${mixing}. An evaluation runs one image at a time.`

async function statedSide(wanted: Wanted): Promise<number> {
  const { source } = wanted
  const { height, width, caffe } = await inModelProcess('describe', { source, crop: undefined }, wanted)
  const side = height ?? width ?? caffe?.height
  if (side == null)
    throw new AcuityError('invalid-input', `${source.file} takes images of any size.`, {
      remedies: [{ do: 'state', option: 'crop' }],
    })
  return side
}
