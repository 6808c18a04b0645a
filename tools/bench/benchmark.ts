import type { Engine } from '../../src/shared/contract.ts'
import type { Diagnosis } from '../../src/shared/diagnosis.ts'
import type { BenchData } from './data.ts'
import type { Row } from './row.ts'

/** What a benchmark works with. */
export interface BenchContext {
  /** Measures less of everything, to be through in about two minutes. */
  readonly quick: boolean
  readonly data: BenchData
  /** An engine with a home of its own, which is gone when all is done. */
  readonly engine: Engine
  readonly home: string
  /** What works on this machine. */
  readonly diagnosis: Diagnosis
  /** A folder for temporary files. */
  readonly scratch: string
  /** Threads that measure: one for each core, as many as a run has. */
  readonly threads: number
  /** Tells whoever waits what is being done. */
  readonly say: (text: string) => void
  /**
   * The name of an indexed dataset that has each image of the data under `copies` names: enough images for a rate that
   * neither the start nor the end of a run distorts.
   */
  readonly dataset: (copies: number) => Promise<string>
}

/** What is evaluated for a row, and how often. */
export interface Amount {
  /** Names that each image has in the run's dataset. */
  readonly copies: number
  /** Images to evaluate, where not all of them. */
  readonly limit?: number
  readonly times: number
}

/** One or several rows that are measured together. */
export interface Benchmark {
  /** What `--only` calls it. */
  readonly name: string
  /** What it measures, for a table in which it could not be run. */
  readonly title: string
  /**
   * A gate holds Acuity to a speed that it promises, and is measured whenever nobody says what else is to be. What is none is
   * only measured with `--all`: what has no goal, and what tests hold a run to as well.
   */
  readonly isGate: boolean
  /** Whether it takes too long for `--quick`, and is left out there. */
  readonly isLong?: boolean
  readonly run: (context: BenchContext) => Promise<Row[]>
}
