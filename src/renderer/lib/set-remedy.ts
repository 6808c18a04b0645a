import { Recipe } from '../../shared/recipe.ts'
import { settingsIn, type Remedy } from '../../shared/remedy.ts'
import { capitalised } from './format.ts'
import type { RecipeField, RecipeTexts } from './recipe-form.ts'
import { settingFields, type SettingField } from './setting-names.ts'
import { wordRemedy } from './word-remedy.ts'

/** What stands in a form's fields once a remedy was done, and what the button that does it is called. */
export interface Offer {
  label: string
  recipe: RecipeTexts
  settings: Partial<Record<SettingField, string>>
}

const isRecipeField = (option: string): option is RecipeField => option !== 'meanImage' && option in Recipe.shape
const isSetting = (option: string): option is SettingField => settingFields.some((field) => field === option)

/** Null for a remedy that is more than the fields of a run's form, which the person does. */
export function offerOf(remedy: Remedy): Offer | null {
  if (remedy.do !== 'set') return null
  const offer: Offer = { label: capitalised(wordRemedy(remedy)), recipe: {}, settings: {} }
  for (const [option, value] of settingsIn(remedy)) {
    const text = [value].flat().join(',')
    if (isRecipeField(option)) offer.recipe[option] = text
    // These are typed in megabytes.
    else if (isSetting(option) && option !== 'memoryLimit' && option !== 'modelMemory') offer.settings[option] = text
    else return null
  }
  return offer
}
