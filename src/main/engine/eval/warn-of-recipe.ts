import type { Advice } from '../../../shared/advice.ts'
import type { ModelDescription } from '../../../shared/model.ts'
import type { Recipe } from '../../../shared/recipe.ts'
import type { Remedy } from '../../../shared/remedy.ts'
import { warnOfOwnNormalisation } from './own-normalisation.ts'

/** Warns of a recipe that is unlikely to be what its network was trained with. */
export function warnOfRecipe(description: ModelDescription, recipe: Recipe): Advice[] {
  return [
    ...ownTransforms(description, recipe),
    ...warnOfOwnNormalisation(description, recipe),
    ...channelOrder(recipe),
    ...ofOtherPixels(description, recipe),
  ]
}

/** Of white against black, what a network may see at the least and at the most: 0 to 255 is the widest in use. */
const NARROWEST = 0.1
const WIDEST = 256

/** A mean, std or scale of other pixels than those from 0 to 255: of shares from 0 to 1, or divided by 255 once too often. */
function ofOtherPixels({ caffe }: ModelDescription, { mean, meanImage, std, scale }: Recipe): Advice[] {
  const widths = std.map((each) => Math.abs((255 * scale) / each))
  const isOwn = meanImage !== undefined || (caffe?.mean && String(caffe.mean) === String(mean))
  const isMeanOfShares = !isOwn && mean.some((each) => each !== 0) && mean.every((each) => Math.abs(each) <= 1)
  const isStdOfShares = widths.some((width) => width > WIDEST)
  const warnings: Advice[] = []
  if (isMeanOfShares || isStdOfShares) {
    const [what, are] =
      isMeanOfShares && isStdOfShares ? ['mean and std', 'are'] : [isMeanOfShares ? 'mean' : 'std', 'is']
    const values = {
      ...(isMeanOfShares && { mean: times255(mean) }),
      ...(isStdOfShares && { std: times255(std) }),
    }
    warnings.push({
      message:
        `The recipe's ${what} ${are} as of pixels from 0 to 1, and pixels go from 0 to 255: the network sees ` +
        '(pixel - mean) * scale / std. Multiply by 255.',
      remedies: [{ do: 'set', values }],
    })
  }
  if (widths.every((width) => width < NARROWEST))
    warnings.push({
      message:
        `With a scale of ${rounded(scale)} and a std of ${std.map(rounded).join(', ')} the network sees hardly any difference ` +
        `between black and white (${rounded(Math.max(...widths))}).`,
      remedies: [
        ...(scale === 1 ? [] : [{ do: 'set', values: { scale: 1 } } satisfies Remedy]),
        { do: 'set', values: { std: std.map((each) => Number((each / 255).toPrecision(6))) } },
      ],
    })
  if (!isOwn && mean.some((each) => each < -1 || each > WIDEST))
    warnings.push(`The recipe's mean of ${mean.join(', ')} is outside of the pixels, which go from 0 to 255.`)
  return warnings
}

const rounded = (value: number) => Number(value.toPrecision(4))
const times255 = (values: readonly number[]) => values.map((value) => Number((value * 255).toPrecision(6)))

function channelOrder({ meanImage, channels }: Recipe): string[] {
  return meanImage && channels === 'RGB'
    ? [
        `The channels of ${meanImage.name} are subtracted in their order, and those of Caffe's mean images are B, G, R: the recipe has RGB.`,
      ]
    : []
}

/** Where a Caffe network states other transformations of its images (transform_param) than the recipe has. */
function ownTransforms({ caffe }: ModelDescription, recipe: Recipe): string[] {
  if (!caffe) return []
  const { mean, scale, meanFile } = caffe
  const differences = [
    mean && String(mean) !== String(recipe.mean) && `its mean is ${mean.join(', ')}`,
    scale !== 1 && scale !== recipe.scale && `its scale is ${scale}`,
    meanFile !== null && !recipe.meanImage && `it subtracts the mean image ${meanFile}`,
  ].filter((difference) => typeof difference === 'string')
  return differences.length === 0
    ? []
    : [`The network states other transformations of its images than the recipe: ${differences.join('; ')}.`]
}
