import { inModelProcess, recipeBeside, type ModelConditions } from '../library/index.ts'
import type { ModelSource } from '../model/index.ts'
import { isUntrained } from './network.ts'

interface CropBeside {
  /** Undefined where the model's own is taken, or has to be asked for. */
  crop: number | undefined
  warnings: string[]
}

/** The crop that the recipe file beside a model states, where the model itself takes images of any size. */
export async function cropBeside(source: ModelSource, conditions: ModelConditions): Promise<CropBeside> {
  const beside = (await isUntrained(source)) ? null : await recipeBeside(source)
  if (!beside) return { crop: undefined, warnings: [] }
  const { name, suggestion, problem } = beside
  if (!suggestion)
    return { crop: undefined, warnings: [`The file ${name} beside the model cannot be used: ${problem}`] }
  const { crop } = suggestion.recipe
  if (crop === undefined) return { crop, warnings: [] }
  const { height, width } = await inModelProcess('describe', { source, crop }, conditions)
  if (height !== null || width !== null) return { crop: undefined, warnings: [] }
  return { crop, warnings: [`No crop was stated: that of ${name} beside the model was taken, ${crop}.`] }
}
