import { AcuityError } from '../../shared/errors.ts'
import type { MeanImageReference } from '../../shared/mean-image.ts'
import { Preset, resolveRecipe, type RecipeOverrides } from '../../shared/presets.ts'
import { MAX_SIDE, Recipe } from '../../shared/recipe.ts'

/** The fields that are typed or chosen from a list; a mean image is a file. */
export type RecipeField = Exclude<keyof Recipe, 'meanImage'>

/** What a person has typed or chosen, as it stands there; what is not stated, the preset says. */
export type RecipeTexts = Partial<Record<RecipeField, string>>

/** What the form's fields mean, or what is wrong with them. */
interface RecipeReading {
  overrides: RecipeOverrides
  /** Null where a field makes no sense. */
  recipe: Recipe | null
  problems: RecipeTexts
}

const FIELDS = Recipe.omit({ meanImage: true }).keyof().options
export const fieldNames: Record<RecipeField, string> = {
  fit: 'Fit',
  resize: 'Resize',
  crop: 'Crop',
  cropRounding: 'Crop rounding',
  resampler: 'Resampler',
  channels: 'Channels',
  mean: 'Mean',
  std: 'Std',
  scale: 'Scale',
  centralCrop: 'Central crop',
  centralShape: 'Central shape',
  fill: 'Fill',
  exifOrientation: 'EXIF orientation',
}

/** What stands in fields that a recipe need not have. */
const unstated = { centralCrop: '1', centralShape: 'image', fill: '', exifOrientation: 'false' }

const side = `A whole number from 1 to ${MAX_SIDE}`
const expected: Record<RecipeField, string> = {
  fit: 'Choose from the list',
  resize: side,
  crop: side,
  cropRounding: 'Choose from the list',
  resampler: 'Choose from the list',
  channels: 'Choose from the list',
  mean: 'Three numbers',
  std: 'Three numbers, none of them 0',
  scale: 'A number other than 0',
  centralCrop: 'A number up to 1, such as 0.875',
  centralShape: 'Choose from the list',
  fill: 'Three whole numbers up to 255, or nothing',
  exifOrientation: 'Choose from the list',
}

/** Makes sense of what stands in the form. */
export function readRecipe(preset: Preset, stated: RecipeTexts, meanImage?: MeanImageReference): RecipeReading {
  const overrides: Record<string, unknown> = meanImage ? { meanImage } : {}
  const problems: RecipeTexts = {}
  for (const field of FIELDS) {
    const text = stated[field]
    if (text === undefined || (field === 'fill' && text.trim() === '')) continue
    const parsed = Recipe.shape[field].safeParse(parseText(field, text))
    if (parsed.success) overrides[field] = parsed.data
    // Nobody sees what stands where the mean image is.
    else if (field !== 'mean' || !meanImage) problems[field] = expected[field]
  }
  if (Object.keys(problems).length > 0) return { overrides, recipe: null, problems }
  const recipe = resolveOrNull(preset, overrides)
  // What fields which each make sense can be wrong about together.
  if (!recipe && meanImage && resolveOrNull(preset, { ...overrides, meanImage: undefined }))
    problems.fit = 'A mean image needs squash'
  else if (!recipe) problems.crop = 'Does not fit into the resized image'
  return { overrides, recipe, problems }
}

/** What the preset says of each field; a crop that is stated decides how far Inception resizes. */
export function presetTexts(preset: Preset, stated: RecipeTexts): Record<RecipeField, string> {
  const base = resolveRecipe(preset)
  const crop = Recipe.shape.crop.safeParse(parseText('crop', stated.crop ?? '')).data
  const cropped = crop === undefined ? null : resolveOrNull(preset, { crop })
  return { ...unstated, ...recipeTexts(cropped ? { ...cropped, crop: base.crop } : base) }
}

/** The preset from which a recipe differs in the fewest fields; the first of several. */
export function nearestPreset(recipe: Recipe): Preset {
  const texts = { ...unstated, ...recipeTexts(recipe) }
  const changes = (preset: Preset) => {
    const base = presetTexts(preset, texts)
    return FIELDS.filter((field) => !sameValue(field, texts[field], base[field])).length
  }
  return Preset.options.reduce((best, preset) => (changes(preset) < changes(best) ? preset : best))
}

/** Null for what `resolveRecipe` refuses: what is being typed, or suggested by a file, may not go together. */
export function resolveOrNull(preset: Preset, overrides: RecipeOverrides): Recipe | null {
  try {
    return resolveRecipe(preset, overrides)
  } catch (error) {
    if (error instanceof AcuityError) return null
    throw error
  }
}

/** A recipe, or a part of one, as a form shows it, but for the mean image. */
export function recipeTexts<T extends RecipeOverrides>(recipe: T): Record<keyof T & RecipeField, string> {
  const texts = FIELDS.flatMap((field) => {
    const value = recipe[field]
    return value === undefined ? [] : [[field, Array.isArray(value) ? value.join(',') : String(value)]]
  })
  return Object.fromEntries(texts) as Record<keyof T & RecipeField, string>
}

/** Whether two texts mean the same value of a field. */
export function sameValue(field: RecipeField, a: string, b: string): boolean {
  return JSON.stringify(parseText(field, a)) === JSON.stringify(parseText(field, b))
}

function parseText(field: RecipeField, text: string): unknown {
  switch (field) {
    case 'resize':
    case 'crop':
    case 'scale':
    case 'centralCrop':
      return parseNumber(text)
    case 'exifOrientation':
      return text === 'true'
    case 'fill':
      return text.trim() === '' ? '' : text.split(',').map(parseNumber)
    case 'mean':
    case 'std':
      return text.split(',').map(parseNumber)
    default:
      return text
  }
}

/** The text of three channels with one of them changed. A comma in a number is a decimal point. */
export function withPart(text: string, index: number, part: string): string {
  return text.split(',').with(index, part.replaceAll(',', '.')).join(',')
}

/** Unlike `Number`, takes nothing for no number. */
export function parseNumber(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text)
}
