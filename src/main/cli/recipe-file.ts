import { AcuityError } from '../../shared/errors.ts'
import { Preset } from '../../shared/presets.ts'
import type { RecipeFile } from '../../shared/recipe-suggestion.ts'
import { readRecipeFile } from '../engine/index.ts'

/**
 * Reads `--recipe PRESET|FILE`.
 * @throws AcuityError `recipe-invalid` with the field that is wrong
 */
export async function readRecipe(presetOrFile: string): Promise<RecipeFile> {
  const preset = Preset.safeParse(presetOrFile)
  if (preset.success) return { preset: preset.data }
  try {
    return await readRecipeFile(presetOrFile)
  } catch (cause) {
    if (!(cause instanceof AcuityError && cause.code === 'file-unreadable')) throw cause
    const presets = Preset.options.join(', ')
    throw new AcuityError('recipe-invalid', `${presetOrFile} is no preset (${presets}). ${cause.message}`, { cause })
  }
}
