import { z } from 'zod'
import { DatasetSummary, IndexProgress, IndexResult } from '../dataset.ts'
import { DamagedFiles, Disagreements, DuplicateImages, Slice } from '../found-files.ts'
import { LabelOrderChoice } from '../label-order.ts'
import { LayoutChoice } from '../layout.ts'
import { DamagedFile, FilePage, ListedSkip } from '../skip.ts'
import { Follow, Nothing } from './common.ts'
import type { Events, Methods } from './method.ts'

const OfDataset = Slice.extend({ dataset: z.int() })

export const datasetMethods = {
  'datasets.list': { input: Nothing, output: z.array(DatasetSummary), page: true },
  /** Files that runs skip, as indexing found them; or, not `counted`, names without an image. In order of their paths. */
  'datasets.skipped': {
    input: FilePage.extend({ dataset: z.int(), counted: z.boolean() }),
    output: z.array(ListedSkip),
    page: true,
  },
  /** Images that the dataset has more than once, all names of one together, those first of which two have different labels. */
  'datasets.duplicates': { input: OfDataset, output: DuplicateImages, page: true },
  /** Images that two sources give different classes, in order of their paths. */
  'datasets.disagreements': { input: OfDataset, output: Disagreements, page: true },
  /** Images that runs found damaged, in order of their paths. */
  'datasets.damaged': { input: OfDataset, output: DamagedFiles, page: true },
  /** Images with a file of boxes that cannot be used, and why, in order of their paths. */
  'datasets.unusableBoxes': {
    input: FilePage.extend({ dataset: z.int() }),
    output: z.array(DamagedFile),
    page: true,
  },
  'datasets.index': {
    input: z.object({
      folder: z.string().min(1),
      labels: z.string().optional(),
      classes: z.string().optional(),
      boxes: z.string().optional(),
      follow: Follow,
      name: z.string().min(1).optional(),
      layout: LayoutChoice.optional(),
      labelOrder: LabelOrderChoice.optional(),
    }),
    output: IndexResult,
    writes: true,
    page: 'granted',
  },
  /** Brings a dataset up to date with its folder; by another list, or in another layout or order, where these are stated. */
  'datasets.reindex': {
    input: z.object({
      dataset: z.int(),
      labels: z.string().optional(),
      layout: LayoutChoice.optional(),
      labelOrder: LabelOrderChoice.optional(),
    }),
    output: IndexResult,
    writes: true,
    page: z.object({ dataset: z.int() }),
  },
} satisfies Methods

export const datasetEvents = {
  'index.progress': IndexProgress,
  /** Nothing is being indexed any more. */
  'index.finished': Nothing,
} satisfies Events
