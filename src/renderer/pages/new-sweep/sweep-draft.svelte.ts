import { resolveRecipe, type Preset } from '../../../shared/presets.ts'
import type { RecipeSuggestion } from '../../../shared/recipe-suggestion.ts'
import type { WindowInput } from '../../../shared/window-contract.ts'
import { resolveOrNull } from '../../lib/recipe-form.ts'
import { ratioOf, readRatio, usualRatio, type ResizeRatio } from '../../lib/resize-ratio.ts'
import { noSettings, readSettings, type SettingTexts } from '../../lib/run-settings-form.ts'
import { settingNames, type SettingField } from '../../lib/setting-names.ts'
import { readSizes, type SizesReading } from '../../lib/size-text.ts'
import { RecipeDraft } from '../../state/recipe-draft.svelte.ts'

/** What is tried, and started. */
export type SweepRequest = WindowInput<'sweeps.estimate'>

/** The form of a sweep: what stands in its fields, and what that would start. */
export class SweepDraft {
  dataset = $state<number | null>(null)
  /** Those that are ticked, in the order in which that was done. */
  models = $state.raw<readonly number[]>([])
  sizes = $state('')
  /** The same for every model, but for its sizes; null for what is suggested for each. */
  recipe = $state.raw<RecipeDraft | null>(null)
  /** What crops that stand alone are of the side that they are cut from; empty for what the recipe says. */
  ratioText = $state('')
  settings = $state.raw<SettingTexts>(noSettings)
  /** Of the first model; null where there is none, undefined until that is known. */
  suggestion = $state.raw<RecipeSuggestion | null | undefined>(undefined)

  /** The recipe's, that of the first model where each has its own; null until it is known. */
  readonly recipeRatio = $derived.by((): ResizeRatio | null => {
    if (this.recipe) return ratioOf(resolveRecipe(this.recipe.preset))
    if (this.suggestion === undefined) return null
    const recipe = this.suggestion && resolveOrNull(this.suggestion.preset, this.suggestion.recipe)
    return recipe ? ratioOf(recipe) : usualRatio
  })
  readonly isRatioWrong = $derived(this.ratioText.trim() !== '' && readRatio(this.ratioText) === null)
  /** The sizes as far as they are known by now. */
  readonly reading = $derived.by((): SizesReading => {
    return readSizes(this.sizes, readRatio(this.ratioText) ?? this.recipeRatio ?? usualRatio)
  })
  readonly settingsReading = $derived(readSettings(this.settings))

  /** What makes no sense in the fields that are folded away, each with its field. */
  readonly foldedProblems = $derived([
    ...(this.isRatioWrong ? ['Crop / resize: a number such as 0.875, or 227/256'] : []),
    ...Object.entries(this.settingsReading.problems).map(
      ([field, problem]) => `${settingNames[field as SettingField]}: ${problem}`,
    ),
  ])

  /** The name that was typed, if any. */
  readonly name = $derived(this.settingsReading.settings.name)

  constructor(dataset: number | null, model: number | null, sizes = '') {
    this.dataset = dataset
    this.models = model === null ? [] : [model]
    this.sizes = sizes
  }

  tick(model: number, ticked: boolean): void {
    const [first] = this.models
    const others = this.models.filter((each) => each !== model)
    this.models = ticked ? [...others, model] : others
    if (this.models[0] !== first) this.suggestion = undefined
  }

  /** What was changed of the recipe stays; without a preset there is none to be changed. */
  choosePreset(preset: Preset | null): void {
    if (preset === null) this.recipe = null
    else if (this.recipe) this.recipe.choosePreset(preset)
    else this.recipe = new RecipeDraft(preset)
  }

  set(field: SettingField, text: string): void {
    this.settings = { ...this.settings, [field]: text }
  }

  /** @returns null where something is missing, makes no sense, or is not known yet */
  request(dataset: WindowInput<'sweeps.estimate'>['dataset'] | undefined): SweepRequest | null {
    const { models, recipe, recipeRatio, reading, foldedProblems } = this
    if (dataset === undefined || models.length === 0 || foldedProblems.length > 0) return null
    if (!reading.sizes || reading.sizes.length === 0 || recipeRatio === null) return null
    if (recipe && !recipe.reading.recipe) return null
    return {
      dataset,
      models: models.map((file) => ({ file })),
      sizes: reading.sizes,
      ...(recipe && { preset: recipe.preset, recipe: recipe.reading.overrides }),
      // A name is told when it is started: it changes nothing of what is tried.
      ...readSettings({ ...this.settings, name: '' }).settings,
    }
  }
}
