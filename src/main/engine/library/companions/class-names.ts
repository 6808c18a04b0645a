import path from 'node:path'
import { z } from 'zod'
import { AcuityError } from '../../../../shared/errors.ts'
import { CompanionFault, foldersOf, readBeside } from './beside.ts'
import { isOfTimm, recipeFromTimm } from './timm.ts'

/** What a model's own files call its outputs. */
export interface OwnClassNames {
  /** The file that says so, as seen from the model. */
  file: string
  /** Ids or names, in the order of the outputs. */
  names: readonly string[]
}

const Config = z.looseObject({ id2label: z.record(z.string(), z.string()) })

/** What transformers calls classes that nobody has named. */
const UNNAMED = /^LABEL_\d+$/

/**
 * The class names that came with an ONNX model, in config.json beside it, or in the folder around one called onnx.
 * @returns null where there are none, or the file cannot be used: what is wrong with it, the recipe says
 */
export async function ownClassNames(model: string): Promise<OwnClassNames | null> {
  try {
    for (const folder of foldersOf(model)) {
      const file = path
        .relative(path.dirname(path.resolve(model)), path.join(folder, 'config.json'))
        .replaceAll('\\', '/')
      const config = await readBeside(model, file, true)
      const names =
        classNamesFromTransformers(config) ?? (isOfTimm(config) ? recipeFromTimm(config, file).classNames : null)
      if (names) return { file, names }
    }
  } catch (error) {
    if (!(error instanceof CompanionFault || error instanceof AcuityError)) throw error
  }
  return null
}

/** The `id2label` of Hugging Face's config.json, in the order of the outputs; null where there is none, or not one for each. */
export function classNamesFromTransformers(config: unknown): readonly string[] | null {
  const parsed = Config.safeParse(config)
  if (!parsed.success) return null
  const { id2label } = parsed.data
  const names = Object.keys(id2label).map((_, index) => id2label[String(index)])
  const known = names.filter((name) => name !== undefined)
  return known.length === 0 || known.length < names.length || known.every((name) => UNNAMED.test(name)) ? null : known
}
