import { z } from 'zod'
import { ClassEntry } from './dataset.ts'
import { SkipReason } from './skip.ts'

/**
 * What the images of a dataset are sorted by: the file's path, the class (by its index), the pixels (most first), or width
 * by height (widest first). What is not known comes last in either direction.
 */
export const DatasetOrder = z.enum(['file', 'class', 'pixels', 'ratio'])
export type DatasetOrder = z.infer<typeof DatasetOrder>

/** Which images of a dataset are meant, all of them by default, and in which order. */
export const DatasetFilter = z.object({
  /** Canonical index of the class. */
  label: z.int().nonnegative().nullable().default(null),
  /** Those that runs evaluate, as far as is known before, or those that they skip. */
  use: z.enum(['any', 'usable', 'skipped']).default('any'),
  /** A file format as it is recorded, as `JPEG`; empty for any or none. */
  format: z.string().max(50).default(''),
  /** A part of the file's path, or of the name or wnid of the class, in small or capital letters. */
  text: z.string().max(200).default(''),
  /** A tag that the image has; empty for any or none. */
  tag: z.string().max(50).default(''),
  /** The run whose answers mark the images. */
  run: z.int().positive().nullable().default(null),
  /** Those that the run answered so; any where no run is named. */
  answer: z.enum(['any', 'right', 'wrong']).default('any'),
  order: DatasetOrder.default('file'),
  /** The other way round. */
  reversed: z.boolean().default(false),
})
export type DatasetFilter = z.infer<typeof DatasetFilter>

/** What a grid shows of an image of a dataset. Classes are canonical indices. */
export const DatasetRow = z.object({
  image: z.int(),
  path: z.string(),
  /** Null where it has none, and is skipped. */
  label: z.int().nullable(),
  /** Pixels, as they are stored; null where the header cannot be read. */
  width: z.int().nullable(),
  height: z.int().nullable(),
  /** Why runs skip it; null where they do not. */
  fault: SkipReason.nullable(),
  /** What the chosen run answered; null where it did not, or none is chosen. */
  answer: z.object({ predicted: z.int().nullable(), rank: z.int() }).nullable(),
})
export type DatasetRow = z.infer<typeof DatasetRow>

/** What is known of an image before any run. */
export const DatasetImage = DatasetRow.omit({ answer: true }).extend({
  bytes: z.int(),
  format: z.string().nullable(),
  colorModel: z.string().nullable(),
  label: ClassEntry.nullable(),
  /** A sentence on the fault. */
  faultDetail: z.string().nullable(),
})
export type DatasetImage = z.infer<typeof DatasetImage>

/** How many images a class of a dataset has. */
export const ClassContent = ClassEntry.extend({
  /** Those that runs evaluate, as far as is known before. */
  images: z.int(),
  /** Beside these, those that runs skip. */
  skipped: z.int(),
})
export type ClassContent = z.infer<typeof ClassContent>

/**
 * Values counted in bins of one width: bin k is [(first + k) · step, (first + k + 1) · step). The first bin holds what is smaller as
 * well, the last one what is larger.
 */
export const Histogram = z.object({
  first: z.int(),
  step: z.number().positive(),
  counts: z.array(z.int()),
  smallest: z.number(),
  median: z.number(),
  largest: z.number(),
})
export type Histogram = z.infer<typeof Histogram>

/** Sizes and formats of a dataset's images, skipped ones among them, as their headers say. */
export const DatasetSizes = z.object({
  /** Images whose width and height are known. */
  measured: z.int(),
  /** Images whose header cannot be read. */
  unmeasured: z.int(),
  /** Null where no image is measured. Pixels as they are stored; megapixels are millions of them; the ratio is width by height. */
  histograms: z.object({ width: Histogram, height: Histogram, megapixels: Histogram, ratio: Histogram }).nullable(),
  /** The most frequent first. */
  formats: z.array(z.object({ format: z.string(), colorModel: z.string(), images: z.int() })),
})
export type DatasetSizes = z.infer<typeof DatasetSizes>
