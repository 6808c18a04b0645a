import { z } from 'zod'
import { FoundingBench } from '../../src/shared/bench.ts'
import { Provider } from '../../src/shared/run.ts'
import { Agreement } from './answers.ts'
import { CopyTimes } from './copy-times.ts'
import { Machine } from './machine.ts'

/** What a whole measurement found. */
export const Results = z.object({
  provider: Provider,
  quick: z.boolean(),
  /** On which the oldest of its steps was measured. */
  date: z.string(),
  machine: Machine,
  answers: z.array(Agreement),
  copy: CopyTimes,
  fp32: FoundingBench,
  /** Null where there is no TF32. */
  tf32: FoundingBench.nullable(),
  fp16: FoundingBench,
})
export type Results = z.infer<typeof Results>
