import { MAX_SIDE } from '../../shared/recipe.ts'
import { describeSize, type SweepSize } from '../../shared/sweep.ts'
import { resizeFor, type ResizeRatio } from './resize-ratio.ts'

/** How sizes are typed, for people. */
export const sizesHint =
  'Crops, as in 227, 111, 99; resize/crop, as in 256/227, 128/99; or a range with its step, as in 96-256 step 32'

/** What stands in the field means so many sizes at most: each is tried with each model. */
export const MOST_SIZES = 100

/** The sizes that a text means, or what is wrong with which part of it. */
export type SizesReading = { sizes: SweepSize[]; problem?: undefined } | { sizes: null; problem: string }

/** A part's sizes, or what is wrong with it. */
type Part = SweepSize[] | string

/**
 * Makes sense of sizes as a person types them, one after another between commas: crops (`227`), each with the side that it
 * is cut from (`256/227`), and ranges of crops with a step (`96-256 step 32`, `96:256:32`). Each size counts once.
 * @param ratio what crops that stand alone are of the side that they are cut from
 */
export function readSizes(text: string, ratio: ResizeRatio): SizesReading {
  const sizes = new Map<string, SweepSize>()
  for (const part of text.split(/[,;\n]/).map((each) => each.trim())) {
    if (part === '') continue
    const own = readPart(part, ratio)
    if (typeof own === 'string') return { sizes: null, problem: `“${part}” ${own}` }
    for (const size of own) sizes.set(describeSize(size), size)
    if (sizes.size > MOST_SIZES) return { sizes: null, problem: `“${part}” makes more than ${MOST_SIZES} sizes` }
  }
  return { sizes: [...sizes.values()] }
}

function readPart(part: string, ratio: ResizeRatio): Part {
  const row = /^(\d+)\s*\/\s*(\d+)$/.exec(part)
  if (row) return readRow(Number(row[1]), Number(row[2]))
  const range =
    /^(\d+)\s*(?:-|–|to)\s*(\d+)(?:\s*(?:step|by)\s*(\d+))?$/i.exec(part) ?? /^(\d+):(\d+):(\d+)$/.exec(part)
  if (range && range[3] === undefined) return `is a range without a step: ${part} step 32`
  if (range) return readRange(Number(range[1]), Number(range[2]), Number(range[3]), ratio)
  if (/^\d+$/.test(part)) return readCrop(Number(part), ratio)
  return 'is no size: 227 is a crop, 256/227 a side and the crop that is cut from it, 96-256 step 32 a range of crops'
}

function readRow(resize: number, crop: number): Part {
  const wrong = [resize, crop].find((side) => !isSide(side))
  if (wrong !== undefined) return noSide(wrong)
  return crop > resize
    ? `is no size: a crop of ${crop} is larger than the ${resize} that it is cut from`
    : [{ resize, crop }]
}

function readRange(from: number, to: number, step: number, ratio: ResizeRatio): Part {
  if (step === 0) return 'is a range without end: its step is 0'
  const wrong = [from, to].find((side) => !isSide(side))
  if (wrong !== undefined) return noSide(wrong)
  const crops = Array.from({ length: Math.floor(Math.abs(to - from) / step) + 1 }, (_, i) =>
    from < to ? from + i * step : from - i * step,
  )
  const read = crops.map((crop) => readCrop(crop, ratio))
  return read.find((part) => typeof part === 'string') ?? read.flatMap((part) => (typeof part === 'string' ? [] : part))
}

function readCrop(crop: number, ratio: ResizeRatio): Part {
  if (!isSide(crop)) return noSide(crop)
  const resize = resizeFor(crop, ratio)
  return resize > MAX_SIDE
    ? `is too large: it would be cut from a side of ${resize}, more than ${MAX_SIDE}`
    : [{ resize, crop }]
}

const isSide = (side: number) => side >= 1 && side <= MAX_SIDE
const noSide = (side: number) => `is no size: ${side} is not between 1 and ${MAX_SIDE}`
