import type { OutputOrder } from '../../shared/label-order.ts'
import type { MeanImageSummary } from '../../shared/mean-image.ts'
import { describeRecipe, resolveRecipe, type Preset } from '../../shared/presets.ts'
import type { RecipeSuggestion } from '../../shared/recipe-suggestion.ts'
import type { EvaluatedRun } from '../../shared/run.ts'
import type { WindowInput } from '../../shared/window-contract.ts'
import type { AskedRun } from '../lib/asked-run.ts'
import { fieldNames, nearestPreset, recipeTexts, resolveOrNull, type RecipeField } from '../lib/recipe-form.ts'
import { noSettings, readSettings, settingTexts, settingsOf, type SettingTexts } from '../lib/run-settings-form.ts'
import { settingNames, type SettingField } from '../lib/setting-names.ts'
import type { Offer } from '../lib/set-remedy.ts'
import { RecipeDraft } from './recipe-draft.svelte.ts'

/** Settings that a suggestion fills in. */
const SUGGESTED = new Set<SettingField>(['classOffset', 'layout', 'outputKind'])

/** The form of a run: what stands in its fields, and what that would start. */
export class RunDraft extends RecipeDraft {
  dataset = $state<number | null>(null)
  model = $state<number | null>(null)
  settings = $state.raw<SettingTexts>(noSettings)
  /** Of the run that is repeated, where its outputs were taken in another order than that of the class list. */
  outputOrder = $state.raw<OutputOrder | null>(null)
  /** Whether they are to be taken so again. */
  keepsOrder = $state(true)
  suggestion = $state.raw<RecipeSuggestion | null>(null)
  /** The run whose recipe the form begins with, where it is not the suggested one. */
  recalled = $state.raw<EvaluatedRun | null>(null)
  /** Whether the person has said, since the model was chosen, what a suggestion would fill in. */
  #edited = false

  readonly settingsReading = $derived(readSettings(this.settings))
  /** The recipe in one line; null where a field makes no sense. */
  readonly summary = $derived(this.reading.recipe && describeRecipe(this.reading.recipe))

  /** What makes no sense, each with its field. */
  readonly problems = $derived([
    ...Object.entries(this.reading.problems).map(
      ([field, problem]) => `${fieldNames[field as RecipeField]}: ${problem}`,
    ),
    ...Object.entries(this.settingsReading.problems).map(
      ([field, problem]) => `${settingNames[field as SettingField]}: ${problem}`,
    ),
  ])

  /** What the suggestion starts from, and whether it changes anything of that. */
  readonly suggestedPreset = $derived.by(() => {
    if (!this.suggestion) return null
    const { preset, recipe } = this.suggestion
    const suggested = resolveOrNull(preset, recipe)
    return {
      preset,
      changed: suggested === null || describeRecipe(suggested) !== describeRecipe(resolveRecipe(preset)),
    }
  })

  /** Whether the recipe is the suggested one. */
  readonly isAsSuggested = $derived.by(() => {
    if (!this.suggestion) return false
    const { preset, recipe } = this.suggestion
    // Mean images of one name may differ.
    const sameMean = this.meanImage?.sha256 === recipe.meanImage?.sha256
    const suggested = resolveOrNull(preset, recipe)
    return sameMean && suggested !== null && this.summary === describeRecipe(suggested)
  })

  constructor(dataset: number | null, model: number | null) {
    super()
    this.dataset = dataset
    this.model = model
  }

  chooseModel(model: number): void {
    // Another model has other outputs.
    if (model !== this.model) {
      this.settings = { ...this.settings, output: '' }
      this.outputOrder = null
    }
    this.model = model
    this.#edited = false
  }

  override state(field: RecipeField, text: string): void {
    super.state(field, text)
    this.#edited = true
  }

  /** Images are resized to the mean image's size: it fits no other. */
  chooseMeanImage({ sha256, name, width, height, channelMeans }: MeanImageSummary): void {
    // One number for each channel is no image.
    if (width * height === 1) {
      this.state('mean', channelMeans.join(','))
      return
    }
    this.meanImage = { sha256, name }
    this.state('resize', String(height))
  }

  removeMeanImage(): void {
    this.meanImage = null
    this.#edited = true
  }

  override choosePreset(preset: Preset): void {
    super.choosePreset(preset)
    this.#edited = true
  }

  set(field: SettingField, text: string): void {
    this.settings = { ...this.settings, [field]: text }
    if (SUGGESTED.has(field)) this.#edited = true
  }

  /**
   * Fills in what is suggested for the model that was chosen, but nothing over what was typed before it came.
   * @param last the last run of that model, whose recipe the person meant then
   */
  offer(suggestion: RecipeSuggestion, last: EvaluatedRun | null = null): void {
    if (this.#edited) {
      this.suggestion = suggestion
      return
    }
    this.suggest(suggestion)
    if (!last) return
    this.#takeRecipe(last)
    this.recalled = this.isAsSuggested ? null : last
  }

  /** Does what is offered against a warning. */
  accept({ recipe, settings }: Offer): void {
    this.stated = { ...this.stated, ...recipe }
    this.settings = { ...this.settings, ...settings }
    this.#edited = true
  }

  /** Starts from what the model's file, or what lies beside it, says. */
  suggest(suggestion: RecipeSuggestion): void {
    const { preset, recipe, classOffset, layout, outputKind } = suggestion
    this.suggestion = suggestion
    this.recalled = null
    this.preset = preset
    this.stated = recipeTexts(recipe)
    this.meanImage = recipe.meanImage ?? null
    this.settings = {
      ...this.settings,
      classOffset: classOffset === undefined ? '' : String(classOffset),
      layout: layout ?? '',
      outputKind: outputKind ?? '',
    }
  }

  /** Starts from what a run recorded; only its name is left open. Suggestions are offered, and change nothing. */
  repeat(run: EvaluatedRun): void {
    this.#takeRecipe(run)
    this.settings = settingsOf(run)
    this.outputOrder = run.outputOrder
    this.#edited = true
  }

  /** Starts from what a run is asked for with; suggestions are offered, and change nothing. */
  take({ preset, recipe, outputOrder, ...settings }: AskedRun): void {
    this.preset = preset ?? this.preset
    this.stated = recipeTexts(recipe)
    this.meanImage = recipe.meanImage ?? null
    this.settings = settingTexts(settings)
    this.outputOrder = outputOrder ?? null
    this.#edited = true
  }

  #takeRecipe({ recipe }: EvaluatedRun): void {
    this.preset = nearestPreset(recipe)
    this.stated = recipeTexts(recipe)
    this.meanImage = recipe.meanImage ?? null
  }

  /** @returns null where something is missing or makes no sense */
  request(dataset: WindowInput<'runs.start'>['dataset'] | undefined): WindowInput<'runs.start'> | null {
    const { keepsOrder, model, preset, reading, settingsReading } = this
    if (dataset === undefined || model === null || !reading.recipe) return null
    if (Object.keys(settingsReading.problems).length > 0) return null
    const outputOrder = (keepsOrder && this.outputOrder) || undefined
    return { dataset, model, preset, recipe: reading.overrides, ...settingsReading.settings, outputOrder }
  }
}
