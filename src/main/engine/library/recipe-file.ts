import { RecipeFile } from '../../../shared/recipe-suggestion.ts'
import { readJson } from '../files/index.ts'

/**
 * Reads a recipe from a JSON file.
 * @param called what messages call the file
 * @throws AcuityError `file-unreadable`, or `recipe-invalid` with the field that is wrong
 */
export const readRecipeFile = (file: string, called = file): Promise<RecipeFile> =>
  readJson(file, { schema: RecipeFile, what: 'recipe', called, code: 'recipe-invalid' })
