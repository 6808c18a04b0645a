import type { Benchmark } from '../benchmark.ts'
import { archive, archiveIndexing } from './archive.ts'
import { cold } from './cold.ts'
import { cuda } from './cuda.ts'
import { founding } from './founding.ts'
import { indexing } from './indexing.ts'
import { memory } from './memory.ts'
import { overhead } from './overhead.ts'
import { peer } from './peer.ts'
import { placement } from './placement.ts'
import { resampler } from './resampler.ts'
import { sweep } from './sweep.ts'
import { warm } from './warm.ts'

/** All that is measured, in the order of the table. */
export const benchmarks: readonly Benchmark[] = [
  cold,
  warm,
  sweep,
  overhead,
  resampler,
  peer,
  founding,
  indexing,
  archive,
  archiveIndexing,
  placement,
  memory,
  cuda,
]
