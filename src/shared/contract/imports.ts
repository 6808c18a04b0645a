import { z } from 'zod'
import { IndexResult } from '../dataset.ts'
import { Name } from '../name.ts'
import { OutputKind } from '../output-kind.ts'
import { Follow, RunId } from './common.ts'
import type { Methods } from './method.ts'

const ImportInput = z.object({
  /** Answers in CSV, JSON or NPZ: docs/formats.md says how. */
  file: z.string().min(1),
  /** An indexed dataset, by its id or its name. */
  dataset: z.union([z.int(), z.string().min(1)]),
  /** What the network is called. Default: as the file is, without its ending. */
  modelName: z.string().min(1).max(200).optional(),
  /** Of no run before it. */
  name: Name.optional(),
  /** What the scores are. Default: what the file calls them, else what they look like. */
  outputKind: OutputKind.optional(),
  /** Output, or class, k means class k + classOffset. Default: -1 for one output more than classes, else 0. */
  classOffset: z.int().min(-100_000).max(100_000).optional(),
  /** The rows are the dataset's images in order of their paths, whatever they are called. */
  inOrder: z.boolean().default(false),
  /** Images that the file does not answer are skipped, and rows of no image left out: else either is refused. */
  partial: z.boolean().default(false),
  asIndexed: z.boolean().default(false),
  follow: Follow,
})

export const importMethods = {
  /** Makes a run of answers that were made elsewhere: it is done when this answers. */
  'runs.import': {
    input: ImportInput,
    output: RunId.extend({ index: IndexResult.nullable() }),
    writes: true,
    page: 'granted',
  },
} satisfies Methods
