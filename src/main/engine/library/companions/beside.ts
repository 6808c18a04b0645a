import { lstat } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { AcuityError } from '../../../../shared/errors.ts'
import { readJson } from '../../files/index.ts'
import type { CompanionRecipe } from './companion.ts'
import { isOfTimm, recipeFromTimm, sidesInTimm } from './timm.ts'
import { torchvisionWeights } from './torchvision-weights.ts'
import { recipeFromTransformers } from './transformers.ts'

/** A config.json names each class of ImageNet-21k twice. */
const MAX_BYTES = 8 << 20

/** Where an export keeps its ONNX files, below what belongs to all of them. */
export const ONNX_FOLDER = 'onnx'

/** A recipe that came with a model. */
export interface FoundCompanion {
  companion: CompanionRecipe
  /** The file that it is from, as seen from the model; null where the model's own name tells. */
  file: string | null
  /** One sentence for people. */
  because: string
}

/** A file that came with a model and cannot be used. */
export class CompanionFault extends Error {
  /** As seen from the model. */
  readonly file: string
  /** Whether it may be a file of something else. */
  readonly isDoubtful: boolean

  constructor(file: string, cause: AcuityError, isDoubtful: boolean) {
    super(cause.message, { cause })
    this.file = file
    this.isDoubtful = isDoubtful
  }
}

/**
 * The recipe that came with an ONNX model: of Hugging Face's processor_config.json or preprocessor_config.json, or timm's config.json, beside it, or
 * in the folder around one called onnx; else of the torchvision weights that it is called after.
 * @param side of its images, where its own file states one: of timm's two sizes, that one is taken
 * @returns null where none came with it
 * @throws CompanionFault
 */
export async function companionBeside(model: string, side: number | null): Promise<FoundCompanion | null> {
  for (const folder of foldersOf(model)) {
    const seen = (name: string) => path.relative(path.dirname(model), path.join(folder, name)).replaceAll('\\', '/')
    const processor = await imageProcessorBeside(model, seen)
    const file = seen('config.json')
    // What lies beside the preprocessor's file says less.
    const config = await readBeside(model, file, true).catch((error: unknown) => {
      if (processor === null) throw error
      return undefined
    })
    if (processor) return found(processor.file, (called) => fromTransformers(processor.value, config, called))
    if (isOfTimm(config)) return found(file, (called) => fromTimm(config, called, side))
  }
  const known = torchvisionWeights(path.parse(model).name)
  return (
    known && {
      ...known,
      file: null,
      because: `It is called after torchvision's weights ${known.weights}, whose recipe this is.`,
    }
  )
}

/**
 * What Hugging Face's files say of images. Since transformers 5 an image processor may stand in processor_config.json, which then
 * counts before the other: `get_image_processor_dict`, transformers/image_processing_base.py.
 */
async function imageProcessorBeside(model: string, seen: (name: string) => string) {
  const file = seen('processor_config.json')
  const nested = z.looseObject({ image_processor: z.looseObject({}) }).safeParse(await readBeside(model, file, true))
  if (nested.success) return { file, value: nested.data.image_processor }
  const own = seen('preprocessor_config.json')
  const value = await readBeside(model, own, false)
  return value === undefined ? null : { file: own, value }
}

/** Where the files that came with a model may lie: the nearest first. */
export function foldersOf(model: string): string[] {
  const folder = path.dirname(path.resolve(model))
  return path.basename(folder) === ONNX_FOLDER ? [folder, path.dirname(folder)] : [folder]
}

function fromTransformers(preprocessor: unknown, config: unknown, file: string) {
  const Named = z.looseObject({
    image_processor_type: z.string().optional(),
    feature_extractor_type: z.string().optional(),
  })
  const { image_processor_type, feature_extractor_type } = Named.safeParse(preprocessor).data ?? {}
  const type = z.looseObject({ model_type: z.string() }).safeParse(config).data?.model_type
  const name = image_processor_type ?? feature_extractor_type ?? `the image processor of ${type}`
  // It keeps timm's own config.
  if (name === 'TimmWrapperImageProcessor' && isOfTimm(preprocessor)) return fromTimm(preprocessor, file, null)
  return {
    companion: recipeFromTransformers(preprocessor, file, type),
    because: `The file ${file} came with the model, and is for Hugging Face's ${name}.`,
  }
}

function fromTimm(config: unknown, file: string, side: number | null) {
  const { test, train } = sidesInTimm(config, file)
  const isTrained = test !== train && side === train
  const size =
    test === train ? '' : isTrained ? `, at the size that it was trained with, ${train}` : `, at its test size, ${test}`
  return {
    companion: recipeFromTimm(config, file, !isTrained),
    because: `The file ${file} came with the model, and is timm's${size}.`,
  }
}

function found(
  file: string,
  read: (called: string) => { companion: CompanionRecipe; because: string },
): FoundCompanion {
  try {
    return { ...read(file), file }
  } catch (error) {
    throw error instanceof AcuityError ? new CompanionFault(file, error, false) : error
  }
}

/**
 * A JSON file beside a model; undefined where there is none.
 * @param isCommon whether other programs call theirs the same
 */
export async function readBeside(model: string, file: string, isCommon: boolean): Promise<unknown> {
  const there = path.join(path.dirname(model), file)
  if (!(await lstat(there).catch(() => null))) return undefined
  try {
    return await readJson(there, {
      schema: z.json(),
      what: 'recipe',
      called: file,
      code: 'recipe-invalid',
      most: MAX_BYTES,
    })
  } catch (error) {
    throw error instanceof AcuityError ? new CompanionFault(file, error, isCommon) : error
  }
}
