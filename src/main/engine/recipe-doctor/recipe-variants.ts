import { isDeepStrictEqual } from 'node:util'
import { AcuityError } from '../../../shared/errors.ts'
import type { ModelDescription } from '../../../shared/model.ts'
import { resolveRecipe, type RecipeOverrides } from '../../../shared/presets.ts'
import type { RecipeDiagnosis, RecipeFactor, TriedRecipe } from '../../../shared/recipe-diagnosis.ts'
import type { Recipe } from '../../../shared/recipe.ts'
import { ownRecipe, type OwnRecipe } from '../model/index.ts'

type Triple = Recipe['mean']
type LeftOut = RecipeDiagnosis['leftOut']

interface Change {
  factor: RecipeFactor
  /** Another one that it changes as well. */
  and?: RecipeFactor
  name: string
  changes: RecipeOverrides
}

export interface RecipeVariants {
  variants: TriedRecipe[]
  leftOut: LeftOut
}

/** Of many that there are: those that networks are published with. */
const RESAMPLERS = ['pillow-bilinear', 'pillow-bicubic', 'opencv-linear', 'opencv-area'] as const
/** Crop / resize. */
const RATIOS = [0.875, 0.9, 0.95, 1] as const
const WHITE = 255

/**
 * The recipes that differ from the given one in one factor, as far as they make sense for the network: whichever says the
 * same as another is left out in silence, and what makes no sense by name.
 */
export function recipeVariants(
  description: Pick<ModelDescription, 'elemType' | 'normalisation'>,
  given: Recipe,
): RecipeVariants {
  const variants: TriedRecipe[] = []
  const { changes, leftOut } = changesOf(given, ownRecipe(description))
  for (const { factor, and, name, changes: stated } of changes) {
    const recipe = changed(given, stated)
    if (recipe === null) leftOut.push({ factor, name, because: 'the crop does not fit into images of that size' })
    else if (![given, ...variants.map((other) => other.recipe)].some((other) => isSame(other, recipe)))
      variants.push({ factors: [factor, ...(and ? [and] : [])], name, changes: stated, recipe })
  }
  return { variants, leftOut }
}

/** The given recipe with some changes; null where no image could satisfy it. */
export function changed(given: Recipe, changes: RecipeOverrides): Recipe | null {
  try {
    return resolveRecipe('torchvision', { ...given, ...changes })
  } catch (error) {
    if (error instanceof AcuityError && error.code === 'recipe-invalid') return null
    throw error
  }
}

/** Whether a network gets the same numbers: a scale and a std of as much cancel out. */
const isSame = (a: Recipe, b: Recipe) => isDeepStrictEqual(withoutScale(a), withoutScale(b))

const withoutScale = ({ scale, std, ...recipe }: Recipe) => ({
  ...recipe,
  std: std.map((each) => Number((each / scale).toPrecision(9))),
})

function changesOf(given: Recipe, own: OwnRecipe | null): { changes: Change[]; leftOut: LeftOut } {
  const leftOut: LeftOut = []
  const leave = (factor: RecipeFactor, name: string, because: string) => leftOut.push({ factor, name, because })
  const changes: Change[] = []
  const { meanImage } = given
  // Before what may come to the same by other means.
  if (own) leave('scale', 'pixels 255 times larger or smaller', `${own.because}: it wants ${own.takes}`)
  else changes.push(...scales(given))
  if (meanImage) leave('normalisation', 'means of each channel', `the mean is an image (${meanImage.name})`)
  else if (own) {
    leave('normalisation', "the presets' mean and std", `${own.because}: it wants ${own.takes}`)
    changes.push({ ...normalisation(`${own.takes}, as the network's own graph takes them`, own.mean, own.std) })
  } else changes.push(...normalisations(given))
  const channels = given.channels === 'RGB' ? 'BGR' : 'RGB'
  changes.push({ factor: 'channels', name: `channels ${channels}`, changes: { channels } })
  if (meanImage) {
    const because = `the mean image ${meanImage.name} belongs to images of its own size, to which both sides are resized`
    leave('fit', 'shortest, longest', because)
    leave('crop-ratio', 'another size to crop from', because)
  } else {
    changes.push(...fits(given))
    if (given.fit === 'shortest' || given.fit === 'squash') changes.push(...ratios(given))
    else
      leave('crop-ratio', 'another size to crop from', `with fit ${given.fit} nothing is cropped from a larger image`)
  }
  if (given.fit === 'none') leave('resampler', 'other resamplers', 'nothing is resized')
  else
    for (const resampler of RESAMPLERS)
      changes.push({ factor: 'resampler', name: `resampler ${resampler}`, changes: { resampler } })
  return { changes, leftOut }
}

const normalisation = (name: string, mean: Triple, std: Triple): Change => ({
  factor: 'normalisation',
  name,
  changes: { mean, std, scale: 1 },
})

const reversed = ([first, second, third]: Triple): Triple => [third, second, first]

/** Those of the presets, in the given channel order, and pixels as they are. */
function normalisations({ channels, mean, std }: Recipe): Change[] {
  const { mean: imagenetMean, std: imagenetStd } = resolveRecipe('torchvision')
  const { mean: half } = resolveRecipe('inception')
  const caffe = resolveRecipe('caffe')
  const inOrder = (triple: Triple, of: Recipe['channels']) => (of === channels ? triple : reversed(triple))
  const isOfShares = [...mean, ...std].every((each) => Math.abs(each) <= 1)
  const ofShares = (triple: Triple): Triple => [triple[0] * WHITE, triple[1] * WHITE, triple[2] * WHITE]
  return [
    normalisation("ImageNet's mean and std (torchvision)", inOrder(imagenetMean, 'RGB'), inOrder(imagenetStd, 'RGB')),
    normalisation('mean and std 127.5 (Inception)', half, half),
    normalisation("ImageNet's mean alone (Caffe)", inOrder(caffe.mean, 'BGR'), caffe.std),
    ...(channels === 'RGB'
      ? [
          {
            factor: 'normalisation' as const,
            and: 'channels' as const,
            name: "BGR and ImageNet's mean alone (Caffe)",
            changes: { channels: 'BGR' as const, mean: caffe.mean, std: caffe.std, scale: 1 },
          },
        ]
      : []),
    normalisation('pixels from 0 to 255 as they are', [0, 0, 0], [1, 1, 1]),
    normalisation('pixels from 0 to 1', [0, 0, 0], [WHITE, WHITE, WHITE]),
    ...(isOfShares
      ? [normalisation('mean and std taken as those of pixels from 0 to 1', ofShares(mean), ofShares(std))]
      : []),
  ]
}

const scales = ({ scale }: Recipe): Change[] =>
  [
    { name: 'scale 255 times as large', by: WHITE },
    { name: 'scale 255 times as small', by: 1 / WHITE },
  ].map(({ name, by }) => ({ factor: 'scale', name, changes: { scale: scale * by } }))

/** Whichever side is resized, it is to what it was, and to no less than the crop; borders are drawn around a whole image. */
function fits({ fit, resize, crop }: Recipe): Change[] {
  const side = Math.max(resize, crop)
  return (
    [
      { fit: 'shortest', resize: side },
      { fit: 'squash', resize: side },
      { fit: 'longest', resize: crop },
    ] as const
  )
    .filter((each) => each.fit !== fit)
    .map((changes) => ({ factor: 'fit', name: `fit ${changes.fit}, resize ${changes.resize}`, changes }))
}

/** Resized as timm does it: rounded down. */
const ratios = ({ crop }: Recipe): Change[] =>
  RATIOS.map((ratio) => ({ ratio, resize: Math.floor(crop / ratio) })).map(({ ratio, resize }) => ({
    factor: 'crop-ratio',
    name: `crop / resize ${ratio} (resize ${resize})`,
    changes: { resize },
  }))
