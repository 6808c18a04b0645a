import path from 'node:path'
import { advice, reworded, type Advice } from '../../../shared/advice.ts'
import type { Request } from '../../../shared/contract.ts'
import { AcuityError } from '../../../shared/errors.ts'
import { resolveRecipe, type Preset, type RecipeOverrides } from '../../../shared/presets.ts'
import type { Recipe } from '../../../shared/recipe.ts'
import type { RecipeOrigin } from '../../../shared/recipe-origin.ts'
import type { RecipeSuggestion } from '../../../shared/recipe-suggestion.ts'
import type { RunSettings } from '../../../shared/run.ts'
import type { Database } from '../db/index.ts'
import {
  inModelProcess,
  recipeBeside,
  suggestRecipe,
  withKnownMean,
  type ModelConditions,
  type RecipeBeside,
} from '../library/index.ts'
import type { ModelSource } from '../model/index.ts'

type Asked = Pick<Request<'runs.start'>, 'preset' | 'recipe' | 'layout' | 'outputKind' | 'classOffset'>

/** A run's recipe, and what goes with it, where that is said by anybody. */
export interface SettledRecipe extends Pick<Asked, 'layout' | 'outputKind' | 'classOffset'> {
  preset: Preset
  recipe: Recipe
  /** What the recipe starts from; null where a preset was stated. */
  base: RecipeSuggestion | null
  beside: RecipeBeside | null
  warnings: Advice[]
}

/**
 * Settles the recipe of a run: where no preset is stated, what is suggested for the model, and whatever is stated over
 * it, field by field.
 * @throws AcuityError `recipe-invalid`, `not-found` for a mean image that nobody added, or what is wrong with the model
 */
export async function settleRecipe(
  db: Database,
  source: ModelSource,
  asked: Asked,
  conditions: ModelConditions,
): Promise<SettledRecipe> {
  const { preset, recipe, layout, outputKind, classOffset } = asked
  if (preset !== undefined) {
    const beside = await recipeBeside(source)
    const settled = withKnownMean(db, resolveRecipe(preset, recipe))
    return { preset, recipe: settled, layout, outputKind, classOffset, base: null, beside, warnings: [] }
  }
  const { base, beside } = await suggest(db, source, recipe, conditions)
  return {
    preset: base.preset,
    recipe: withKnownMean(db, resolveRecipe(base.preset, overlaid(base.recipe, recipe))),
    layout: layout ?? base.layout,
    outputKind: outputKind ?? base.outputKind,
    classOffset: classOffset ?? base.classOffset,
    base,
    beside,
    warnings: beside && !beside.suggestion ? [passedOver(beside)] : [],
  }
}

/** Why a run has the recipe that it has, and where that differs from what was suggested. */
export function recipeOrigin(settled: SettledRecipe, settings: RunSettings): RecipeOrigin {
  const { preset, base, beside } = settled
  if (base) {
    const changed = differences(settings, base).map(([field, own, suggested]) => `${field} ${own}, not ${suggested}`)
    const stated = changed.length === 0 ? '' : ` Stated over it: ${changed.join('; ')}.`
    const because = reworded(base.because, (text) => text + stated)
    return { from: base.file === undefined ? 'model' : 'file', preset, because }
  }
  const because = ['It was stated.', ...(beside ? [besideStated(settings, beside)] : [])].join(' ')
  return { from: 'stated', preset, because }
}

const passedOver = ({ name, problem, remedies }: Extract<RecipeBeside, { suggestion: null }>) =>
  advice(
    `The file ${name} beside the model cannot be used, so that what the model itself tells was taken: ${problem}`,
    remedies,
  )

/** What a recipe file says that was passed over. */
function besideStated(settings: RunSettings, { name, suggestion, problem }: RecipeBeside): string {
  if (!suggestion) return `The file ${name} beside the model cannot be used: ${problem}`
  const others = differences(settings, suggestion).map(([field, own, theirs]) => `${field} ${theirs}, not ${own}`)
  const said = suggestion.file === undefined ? 'The name of the model' : `The file ${name} beside the model`
  return others.length === 0 ? `${said} says the same.` : `${said} says otherwise: ${others.join('; ')}.`
}

async function suggest(
  db: Database,
  source: ModelSource,
  stated: RecipeOverrides,
  conditions: ModelConditions,
): Promise<Pick<SettledRecipe, 'beside'> & { base: RecipeSuggestion }> {
  const found = await recipeBeside(source)
  // A Caffe network is built for the size of its images, and not all state one themselves.
  const crop = stated.crop ?? found?.suggestion?.recipe.crop
  const description = await inModelProcess('describe', { source, crop }, conditions)
  // Of the sizes that are said beside it, the one that the network takes.
  const beside = found && description.height !== null ? await recipeBeside(source, description.height) : found
  if (beside && !beside.suggestion && beside.isBinding) throw unusable(source, beside)
  const meanImage = stated.meanImage ?? db.models.withContent(description.sha256)?.meanImage
  const mean = meanImage ? db.meanImages.find(meanImage.sha256) : undefined
  return { base: await suggestRecipe({ ...source, description }, { mean, crop: stated.crop, beside }), beside }
}

const unusable = ({ file }: ModelSource, { problem }: Extract<RecipeBeside, { suggestion: null }>) =>
  new AcuityError(
    'recipe-invalid',
    `What came with ${path.basename(file)} says a recipe that cannot be done: ${problem}`,
    {
      remedies: [{ do: 'state', option: 'recipe' }],
    },
  )

/** A mean of each channel that is stated stands in for a mean image that is suggested. */
function overlaid({ meanImage, ...suggested }: RecipeOverrides, stated: RecipeOverrides): RecipeOverrides {
  const fields = Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== undefined))
  return { ...suggested, ...(meanImage && !stated.mean ? { meanImage } : {}), ...fields }
}

type Besides = Pick<RecipeSuggestion, 'classOffset' | 'layout' | 'outputKind'>

/** Each field in which the settings are not as suggested, with both values as people read them. */
function differences(settings: RunSettings, { preset, recipe, ...besides }: RecipeSuggestion) {
  const own = fieldTexts(settings.recipe, settings)
  const suggested = fieldTexts(resolveRecipe(preset, recipe), besides)
  return Object.entries(suggested).flatMap(([field, theirs]) =>
    theirs === undefined || theirs === own[field] ? [] : [[field, own[field], theirs] as const],
  )
}

function fieldTexts(
  { meanImage, ...recipe }: Recipe,
  { classOffset, layout, outputKind }: Besides,
): Record<string, string | undefined> {
  const { centralCrop = 'none', centralShape = 'image', fill = 'none', exifOrientation = false } = recipe
  const later = { centralCrop, centralShape, fill, exifOrientation }
  const fields = { ...recipe, ...later, meanImage: meanImage?.name ?? 'none', classOffset, layout, outputKind }
  const texts = Object.entries(fields).map(([field, value]) => [field, value === undefined ? undefined : String(value)])
  return Object.fromEntries(texts) as Record<string, string | undefined>
}
