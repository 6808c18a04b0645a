import { advice, messageOfAdvice, remediesOfAdvice, reworded } from '../../../shared/advice.ts'
import type { CaffeInput, ModelDescription } from '../../../shared/model.ts'
import { resolveRecipe, type RecipeOverrides } from '../../../shared/presets.ts'
import { MAX_SIDE } from '../../../shared/recipe.ts'
import type { RecipeSuggestion } from '../../../shared/recipe-suggestion.ts'
import type { MeanImageRow, ModelRow } from '../db/index.ts'
import { channelMeans, ownRecipe } from '../model/index.ts'
import { recipeBeside, type RecipeBeside } from './recipe-beside.ts'

/** TensorFlow's slim models put a background class in front of ImageNet's 1000. */
const SLIM_OUTPUTS = 1001
/** The crop of CaffeNet and SqueezeNet. */
const CAFFE_CROP = 227
/** The fraction of the resized image that torchvision's evaluation keeps: 224 of 256. */
const TORCHVISION_CROP_PCT = 0.875

interface Known {
  /** The mean image that was added with the model. */
  mean?: MeanImageRow | undefined
  /** The crop that is asked for. */
  crop?: number | undefined
  /** What lies beside the model and says its recipe, where that was looked at already. */
  beside?: RecipeBeside | null
}

type Described = Pick<ModelRow, 'file' | 'weights' | 'description'>

/** What a run of a model would best start from: what lies beside it and says its recipe, else what its own file tells. */
export async function suggestRecipe(model: Described, known: Known = {}): Promise<RecipeSuggestion> {
  const { caffe } = model.description
  const detected = caffe ? caffeRecipe(caffe, known) : leaveOut(model.description, detectRecipe(model.description))
  const beside = known.beside === undefined ? await recipeBeside(model, model.description.height) : known.beside
  if (!beside) return detected
  if (beside.suggestion) return beside.suggestion
  const { name, problem, remedies } = beside
  const because = `${messageOfAdvice(detected.because)} The file ${name} beside it cannot be used: ${problem}`
  return { ...detected, because: advice(because, [...remediesOfAdvice(detected.because), ...remedies]) }
}

/** What images are squashed to for Caffe: 128 in the founding table, 256 else. */
const CAFFE_SIZES = [128, 256]
/** A crop keeps at least this much of a side: the smallest in the founding table keeps 99 of 128. */
const LEAST_KEPT = 0.7

/** Caffe's own preprocessing, with what the network states of it and the mean image that was added with it. */
function caffeRecipe(stated: CaffeInput, { mean, crop: asked }: Known): RecipeSuggestion {
  const crop = asked ?? stated.height ?? CAFFE_CROP
  const fits = mean !== undefined && mean.height === mean.width && mean.height >= crop
  const recipe: RecipeOverrides = { resize: fits ? mean.height : caffeSize(crop), crop }
  if (stated.mean) recipe.mean = stated.mean
  if (stated.scale !== 1) recipe.scale = stated.scale
  if (fits) recipe.meanImage = { sha256: mean.sha256, name: mean.name }
  else if (mean) recipe.mean = channelMeans(mean)
  const lacksMean = stated.meanFile !== null && !mean
  const reasons = [
    `It is a Caffe network${stated.height === null ? '' : ` for images of ${stated.height}×${stated.height} pixels`}.`,
    (stated.mean || stated.scale !== 1) && 'Mean and scale are those that it states.',
    fits && `${mean.name} was added with it.`,
    mean && !fits && `${mean.name} was added with it, ${whyChannels(mean)}.`,
    lacksMean && `It was trained with the mean image ${stated.meanFile}, which was not added with it.`,
  ]
  const message = reasons.filter((reason) => typeof reason === 'string').join(' ')
  return { preset: 'caffe', recipe, because: advice(message, lacksMean ? [{ do: 'state', option: 'meanFile' }] : []) }
}

/** Why a mean image is taken as the mean of each channel. */
const whyChannels = ({ width, height }: MeanImageRow) =>
  width * height === 1
    ? 'the mean of each channel'
    : `but is of ${width}×${height} pixels: the mean of each channel is taken`

/** The usual size that a crop is part of; for others, as large a part of it as torchvision's. */
function caffeSize(crop: number): number {
  const usual = CAFFE_SIZES.find((size) => crop <= size && crop >= LEAST_KEPT * size)
  return usual ?? Math.min(MAX_SIDE, Math.round(crop / TORCHVISION_CROP_PCT))
}

function detectRecipe({ height, width, outputs, producer }: ModelDescription): RecipeSuggestion {
  const side = height ?? width
  const takes =
    side === null ? 'The model takes images of any size' : `The model takes images of ${side}×${side} pixels`
  if (outputs === SLIM_OUTPUTS) {
    const because = `${takes} and has ${outputs} outputs, as TensorFlow's slim models do.`
    return { preset: 'inception', recipe: side === null ? {} : { crop: side }, because }
  }
  if (side === CAFFE_CROP && /caffe/i.test(producer))
    return { preset: 'caffe', recipe: {}, because: `${takes}, and ${producer} wrote its file.` }
  if (side === null)
    return { preset: 'torchvision', recipe: {}, because: `${takes}, so torchvision's recipe is taken.` }
  const resize = Math.round(side / TORCHVISION_CROP_PCT)
  return { preset: 'torchvision', recipe: { resize, crop: side }, because: `${takes}.` }
}

/** The same without what the network does to its images itself. */
function leaveOut(description: ModelDescription, suggestion: RecipeSuggestion): RecipeSuggestion {
  const own = ownRecipe(description)
  if (!own) return suggestion
  const { mean, std, channels, takes, because } = own
  const order = channels && resolveRecipe(suggestion.preset).channels !== channels ? { channels } : {}
  return {
    ...suggestion,
    recipe: { ...suggestion.recipe, mean, std, ...order },
    because: reworded(suggestion.because, (text) => `${text} ${because}: they are given ${takes}.`),
  }
}
