import { AcuityError, describeIssues, messageOf } from '../../../shared/errors.ts'
import { RecipeFile } from '../../../shared/recipe-suggestion.ts'
import { readText } from '../files/index.ts'

/** A recipe has some hundred bytes; parsing JSON of many megabytes would hold up everything else. */
const MAX_BYTES = 1 << 20

/**
 * Reads a recipe from a JSON file.
 * @param called what messages call the file
 * @throws AcuityError `file-unreadable`, or `recipe-invalid` with the field that is wrong
 */
export async function readRecipeFile(file: string, called = file): Promise<RecipeFile> {
  const text = await readText(file, 'recipe', MAX_BYTES)
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw new AcuityError('recipe-invalid', `${called} is not JSON: ${messageOf(cause)}`, { cause })
  }
  const parsed = RecipeFile.safeParse(json)
  if (parsed.success) return parsed.data
  throw new AcuityError('recipe-invalid', `${called}: ${describeIssues(parsed.error)}`)
}
