import type { MeanImageReference } from '../../shared/mean-image.ts'
import type { Preset } from '../../shared/presets.ts'
import { presetTexts, readRecipe, sameValue, type RecipeField, type RecipeTexts } from '../lib/recipe-form.ts'

/** A preset, and what is stated over it field by field, as forms show it. */
export class RecipeDraft {
  preset = $state<Preset>('torchvision')
  /** What was typed, chosen or suggested; the rest is the preset's. */
  stated = $state.raw<RecipeTexts>({})
  /** Subtracted in place of the mean of each channel. */
  meanImage = $state.raw<MeanImageReference | null>(null)

  readonly #base = $derived(presetTexts(this.preset, this.stated))
  readonly reading = $derived(readRecipe(this.preset, this.stated, this.meanImage ?? undefined))

  constructor(preset: Preset = 'torchvision') {
    this.preset = preset
  }

  text(field: RecipeField): string {
    return this.stated[field] ?? this.#base[field]
  }

  /** Whether the field means something else than the preset says. */
  isChanged(field: RecipeField): boolean {
    const text = this.stated[field]
    return text !== undefined && !sameValue(field, text, this.#base[field])
  }

  state(field: RecipeField, text: string): void {
    this.stated = { ...this.stated, [field]: text }
  }

  reset(field: RecipeField): void {
    this.stated = Object.fromEntries(Object.entries(this.stated).filter(([other]) => other !== field))
  }

  /** What was changed stays; all else follows the preset. */
  choosePreset(preset: Preset): void {
    const changed = Object.entries(this.stated).filter(([field]) => this.isChanged(field as RecipeField))
    this.stated = Object.fromEntries(changed)
    this.preset = preset
  }
}
