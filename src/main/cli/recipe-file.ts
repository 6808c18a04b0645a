import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { AcuityError, describeIssues, messageOf } from '../../shared/errors.ts'
import { Preset, RecipeOverrides } from '../../shared/presets.ts'
import { Layout } from '../../shared/recipe.ts'
import { OutputKind } from '../../shared/run.ts'

/** A recipe as a JSON file: fields that override a preset, and what the model file leaves open. */
const RecipeFile = RecipeOverrides.extend({
  preset: Preset.optional(),
  classOffset: z.int().optional(),
  layout: Layout.optional(),
  outputKind: OutputKind.optional(),
})
export type RecipeFile = z.infer<typeof RecipeFile>

/**
 * Reads `--recipe PRESET|FILE`.
 * @throws AcuityError `recipe-invalid` with the field that is wrong
 */
export async function readRecipe(presetOrFile: string | undefined): Promise<RecipeFile> {
  if (presetOrFile === undefined) return {}
  const preset = Preset.safeParse(presetOrFile)
  if (preset.success) return { preset: preset.data }
  const text = await readFile(presetOrFile, 'utf8').catch((cause: unknown) => {
    const presets = Preset.options.join(', ')
    throw new AcuityError(
      'recipe-invalid',
      `${presetOrFile} is neither a preset (${presets}) nor a recipe file that can be read: ${messageOf(cause)}`,
      { cause },
    )
  })
  return parseRecipeFile(text, presetOrFile)
}

function parseRecipeFile(text: string, file: string): RecipeFile {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw new AcuityError('recipe-invalid', `${file} is not JSON: ${messageOf(cause)}`, { cause })
  }
  const parsed = RecipeFile.safeParse(json)
  if (parsed.success) return parsed.data
  throw new AcuityError('recipe-invalid', `${file}: ${describeIssues(parsed.error)}`)
}
