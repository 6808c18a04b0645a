import { z } from 'zod'
import { Advice } from './advice.ts'
import { LabelOrder } from './label-order.ts'
import { Layout } from './layout.ts'
import { SkipCount } from './skip.ts'

/** One class of a dataset; its position in the list is its canonical index. */
export const ClassEntry = z.object({
  index: z.int().nonnegative(),
  wnid: z.string(),
  name: z.string(),
  /** Where another class of the list has the same first name. */
  namesake: z.literal(true).optional(),
})
export type ClassEntry = z.infer<typeof ClassEntry>

export const DatasetSummary = z.object({
  dataset: z.int(),
  name: z.string(),
  /** In what its images lie: a `folder`, a `tar`, several `tars`, the shards of a `webdataset`, `parquet` files. */
  kind: z.string().default('folder'),
  /** That folder or archive, absolute. */
  root: z.string(),
  labelsFile: z.string().nullable(),
  /** Null where the classes are a label set that ships. */
  classesFile: z.string().nullable(),
  classes: z.int(),
  /** Classes with at least one image that can be evaluated. */
  classesPresent: z.int(),
  /** Files that are images, or claim to be: by their name, or since a list names them. */
  images: z.int(),
  bytes: z.int(),
  /** Files that will be skipped, by reason; they are counted in `images`. */
  faults: z.array(SkipCount),
  /** What is known by name and no image: names in a list without a file, other files beside images. Not in `images`. */
  uncounted: z.array(SkipCount).default([]),
  /** Where boxes of the images' objects lie, and how many images have any; null where there are none. */
  boxes: z
    .object({
      folder: z.string(),
      images: z.int(),
      /** Images that have a file with boxes which cannot be used. */
      unusable: z.int(),
    })
    .nullable()
    .default(null),
  /** Whether links are followed where they lead out of the folder. */
  follow: z.boolean().default(true),
  /** What a person should know before they believe a figure: runs on the dataset record it. */
  warnings: z.array(Advice).default([]),
  /** SHA-256 over the class list and every image's content, size and label, however the images lie. */
  fingerprint: z.string(),
  indexedAt: z.string(),
  /** Null where lists show it. */
  archivedAt: z.string().nullable().default(null),
  /** How the classes of its images are said; null where it was last looked at by a version that did not record it. */
  layout: Layout.nullable().default(null),
  /** How labels that are numbers are read; null where they are the indices of classes. */
  labelOrder: LabelOrder.nullable().default(null),
})
export type DatasetSummary = z.infer<typeof DatasetSummary>

/** What one pass over the folder found, beside what the dataset now is. */
export const IndexResult = DatasetSummary.extend({
  added: z.int(),
  changed: z.int(),
  removed: z.int(),
  unchanged: z.int(),
  /** Where the dataset lay before, if it was found again by its images, its old folder being gone. */
  movedFrom: z.string().nullable().default(null),
  /** The names of the other datasets that have the same images, labels and classes. */
  sameImagesAs: z.array(z.string()).default([]),
  /** Links that lead out of the folder, to files, or to folders that were not followed. */
  linksOutside: z.int().default(0),
  /** Files that are not part of the dataset (dot files, notes beside the images): named, never counted. */
  ignored: z.array(z.string()),
  seconds: z.number(),
})
export type IndexResult = z.infer<typeof IndexResult>

export const IndexProgress = z.object({
  root: z.string(),
  /** Whether somebody else is indexing the folder still, and nothing is done before they are done. */
  waiting: z.boolean().default(false),
  total: z.int(),
  done: z.int(),
  faults: z.int(),
  etaSeconds: z.number().nullable(),
})
export type IndexProgress = z.infer<typeof IndexProgress>
