import path from 'node:path'
import type { Precision } from '../../../shared/bench.ts'
import { AcuityError } from '../../../shared/errors.ts'
import type { Preset } from '../../../shared/presets.ts'
import { inModelThread, recipeBeside, type Caches as EvaluationCaches, type WrappedFile } from '../eval/index.ts'
import { isPrototxt, type ModelSource } from '../model/index.ts'
import { withPassingFolder } from '../processes/index.ts'
import { inUntrainedThread } from './untrained-thread.ts'
import { recipeAt, wrapping } from './wrapping.ts'

/** A network as it will be measured at one crop. */
export interface Network {
  wrapped: WrappedFile
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
export const isUntrained = ({ file, weights }: ModelSource) => weights === null && isPrototxt(file)

/** A network to be wrapped. */
export interface Wanted {
  source: ModelSource
  /** The size that the model itself states where undefined. */
  crop: number | undefined
  precision: Precision
  caches: Caches
}

/**
 * Wraps a network for one crop, and lends it for as long as `use` takes.
 * @throws AcuityError `model-invalid` also where it does not convert to the precision, `recipe-invalid` where it cannot
 *   take the crop, `not-found`, `file-unreadable`
 */
export async function withNetwork<T>(wanted: Wanted, use: (network: Network) => Promise<T>): Promise<T> {
  const { source, crop, precision, caches } = wanted
  return withPassingFolder(caches.scratch, SCRATCH, async (folder) => {
    const target = path.join(folder, 'model.onnx')
    return use(
      isUntrained(source)
        ? await inUntrainedThread('draw', { file: source.file, crop, precision, target })
        : await trained(wanted, crop ?? (await statedSide(source)), target),
    )
  })
}

async function trained({ source, precision, caches }: Wanted, crop: number, target: string): Promise<Network> {
  const preset: Preset = source.weights === null ? 'torchvision' : 'caffe'
  const recipe = recipeAt(preset, crop)
  // What the file leaves open, or says wrongly, is said by the recipe file beside it: as for an evaluation.
  const beside = (await recipeBeside(source))?.suggestion
  const { description, measurement } = await inModelThread('probe', { source, recipe, layout: beside?.layout })
  const { sha256, params } = description
  const layout = beside?.layout ?? description.layout
  const outputKind = beside?.outputKind ?? measurement.outputKind
  const options = wrapping(preset, crop, precision, { ...measurement, layout, outputKind })
  const wrapped = await inModelThread('wrap', { source, sha256, kept: caches.models, target, options })
  return { wrapped, crop, params, macs: measurement.macs, sha256 }
}

async function statedSide(source: ModelSource): Promise<number> {
  const { height, width, caffe } = await inModelThread('describe', { source, crop: undefined })
  const side = height ?? width ?? caffe?.height
  if (side == null)
    throw new AcuityError('invalid-input', `${source.file} takes images of any size: state the crop (--crop).`)
  return side
}
