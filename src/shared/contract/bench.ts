import { z } from 'zod'
import { ArchitectureSummary, FOUNDING_CROPS } from '../architecture.ts'
import {
  Bench,
  BenchInput,
  BenchProgress,
  Crops,
  FoundingBench,
  FoundingBenchInput,
  MeasuredSession,
  Measuring,
} from '../bench.ts'
import { RunReference, Text } from './common.ts'
import type { Events, Methods } from './method.ts'

/** Each at the batch, and on the provider, that it was evaluated with. */
const RunsBenchInput = Measuring.pick({ threads: true, warmUp: true, repetitions: true, seconds: true }).extend({
  runs: z.array(RunReference).min(1).max(1000),
})

export const benchMethods = {
  /** The networks that ship without weights, with what they learn and compute at each crop. */
  'architectures.list': {
    input: z.object({ crops: Crops.default([...FOUNDING_CROPS]) }),
    output: z.array(ArchitectureSummary),
  },
  /** The prototxt of one; `only` leaves all of its modifications but these. */
  'architectures.text': {
    input: z.object({ name: z.string().min(1), only: z.array(z.string()).optional() }),
    output: Text,
  },
  /** Measures, and answers when all is measured; one at a time. */
  'bench.model': { input: BenchInput, output: Bench, writes: true },
  /** The sessions of runs, in turn; nothing of it is kept. */
  'bench.runs': {
    input: RunsBenchInput,
    output: z.object({ sessions: z.array(MeasuredSession) }),
    writes: true,
    page: true,
  },
  'bench.founding': { input: FoundingBenchInput, output: FoundingBench, writes: true },
} satisfies Methods

export const benchEvents = { 'bench.progress': BenchProgress } satisfies Events
