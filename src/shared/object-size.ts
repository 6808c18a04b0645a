import { z } from 'zod'

/** Below this side, in pixels, all objects are in one bin. */
const LEAST = 4

/** Accuracy on objects of about one size, in the network's pixels: from `from` up to, not including, `to`. */
export const ObjectBin = z.object({
  /** 0 in two bins: of what objects have less than 4 pixels of, and, where `to` is 0, of those that the crop left nothing of. */
  from: z.number(),
  to: z.number(),
  /** Mean side of their objects. */
  side: z.number(),
  images: z.int(),
  correct: z.int(),
  top1: z.number(),
  /** Wilson's, 95%. */
  interval: z.tuple([z.number(), z.number()]),
})
export type ObjectBin = z.infer<typeof ObjectBin>

/** One size of a model, the bins that hold images, the smallest objects first. */
export const ObjectCurve = z.object({
  run: z.int(),
  size: z.string(),
  top1: z.number().nullable(),
  /** What top-1 would be if it depended on the object's size alone: if of each bin the share of all sizes were right. */
  expected: z.number().nullable(),
  bins: z.array(ObjectBin),
})
export type ObjectCurve = z.infer<typeof ObjectCurve>

/** A model of a sweep over all of its sizes. All figures are of the images that have boxes, of those that all of its runs have evaluated. */
export const ObjectCurves = z.object({
  model: z.string(),
  evaluated: z.int(),
  images: z.int(),
  curves: z.array(ObjectCurve),
})
export type ObjectCurves = z.infer<typeof ObjectCurves>

/** How many half octaves the least side is above 1 pixel, but for the two bins below it. */
const BELOW = 2 * Math.log2(LEAST) - 2

/**
 * The number of the bin that an object of a side, in pixels, belongs to, from 0 on. Bins are half an octave wide, and the
 * same whatever they hold, so that curves of several sizes can be laid over each other.
 */
export function objectBin(side: number): number {
  if (side === 0) return 0
  return side < LEAST ? 1 : Math.floor(2 * Math.log2(side)) - BELOW
}

/** Where the bin of a number begins and ends, in pixels: at powers of √2. */
export function binEdges(bin: number): Pick<ObjectBin, 'from' | 'to'> {
  if (bin < 2) return { from: 0, to: bin === 0 ? 0 : LEAST }
  return { from: rootOfTwo(bin + BELOW), to: rootOfTwo(bin + BELOW + 1) }
}

/** √2 to a whole power; not by a fractional exponent, of which the last digit differs from one V8 to the next. */
function rootOfTwo(power: number): number {
  return 2 ** Math.floor(power / 2) * (power % 2 === 0 ? 1 : Math.SQRT2)
}
