import { takesWholeNumbers, type ModelDescription, type OwnNormalisation } from '../../../shared/model.ts'
import type { Recipe } from '../../../shared/recipe.ts'

type Triple = Recipe['mean']

/** What of a recipe is left to a network that does the rest itself. */
export interface OwnRecipe extends Pick<Recipe, 'mean' | 'std'> {
  /** B, G, R, where the means that the graph subtracts are ImageNet's in that order; undefined where they tell nothing. */
  channels?: 'BGR'
  /** What it takes: `pixels from 0 to 1`. */
  takes: string
  /** What in the file says so: `Its first nodes (Sub, Div) normalise them`. */
  because: string
}

const NONE: Triple = [0, 0, 0]

/** What a network that normalises by itself wants of its recipe; null where it wants one that normalises, or cannot be told. */
export function ownRecipe({
  elemType,
  normalisation,
}: Pick<ModelDescription, 'elemType' | 'normalisation'>): OwnRecipe | null {
  const takes = normalisation && takesOf(normalisation)
  const known = takes === 'pixels' || takes === 'shares' ? normalisation : null
  const channels = known && hasBlueFirst(known) ? { channels: 'BGR' as const } : {}
  if (takesWholeNumbers({ elemType }))
    return {
      ...{ mean: NONE, std: [1, 1, 1], ...channels },
      takes: 'pixels from 0 to 255 as they are',
      because: `It takes whole numbers (${elemType}), so whatever is to be done to them is done by its graph`,
    }
  if (!known) return null
  return {
    ...{ mean: NONE, std: takes === 'pixels' ? [1, 1, 1] : [255, 255, 255], ...channels },
    takes: takes === 'pixels' ? 'pixels from 0 to 255' : 'pixels from 0 to 1',
    because: `Its first nodes (${known.by.join(', ')}) normalise them`,
  }
}

/** What a network does to its images itself where that makes sense of no images in use; null where it does not, or does. */
export function unclearNormalisation({
  elemType,
  normalisation,
}: Pick<ModelDescription, 'elemType' | 'normalisation'>): OwnNormalisation | null {
  const isUnclear = normalisation !== null && !takesWholeNumbers({ elemType }) && takesOf(normalisation) === 'unclear'
  return isUnclear ? normalisation : null
}

/** How wide apart black and white lie in what layers are given: 1 of shares, 2 from -1 to 1, 4.5 with ImageNet's std. */
const WIDTHS = [0.7, 8] as const
/** As a scale of what is to keep its size: a std of 1, of 255 for shares. */
const KEEPS = [0.7, 1.4] as const
/** What is not scaled, and shifted by less, was normalised before: its own statistics are those of a BatchNormalization. */
const STANDARD = 0.3
/** Where black lies when a mean of pixels from 0 to 255 was subtracted. */
const CENTRED = [-180, -40] as const

/**
 * What images a graph's arithmetic makes sense of: those that come out of it as layers are usually given them, some units
 * around 0, or as Caffe's are, pixels around their mean.
 */
function takesOf({ factors, offsets }: OwnNormalisation): 'pixels' | 'shares' | 'normalised' | 'unclear' {
  const every = (test: (factor: number, offset: number) => boolean) =>
    factors.every((factor, i) => test(factor, offsets[i] ?? NaN))
  const isUsual = (factor: number, offset: number) =>
    within(WIDTHS, factor) && within([-4, 0.5], offset) && factor + offset > 0
  if (every((factor, offset) => isUsual(255 * factor, offset))) return 'pixels'
  if (every((factor, offset) => within(KEEPS, factor) && within(CENTRED, offset))) return 'pixels'
  if (every((factor, offset) => within(KEEPS, factor / 255) && within([CENTRED[0], 1], offset))) return 'shares'
  if (every((factor, offset) => within(KEEPS, factor) && Math.abs(offset) < STANDARD)) return 'normalised'
  return every(isUsual) ? 'shares' : 'unclear'
}

const within = ([least, most]: readonly [number, number], value: number) => value >= least && value <= most

/** ImageNet's means in the order B, G, R. */
const BLUE_FIRST = [103.9, 116.5, 123.7]
const CLOSE = 3

function hasBlueFirst(normalisation: OwnNormalisation): boolean {
  const white = takesOf(normalisation) === 'shares' ? 255 : 1
  const means = normalisation.factors.map((factor, i) => (-white * (normalisation.offsets[i] ?? NaN)) / factor)
  return means.every((mean, i) => Math.abs(mean - (BLUE_FIRST[i] ?? NaN)) <= CLOSE)
}
