import { z } from 'zod'
import { IndexResult } from '../dataset.ts'
import { ModelSummary } from '../model.ts'
import { Nothing } from './common.ts'
import type { Methods } from './method.ts'

export const sampleMethods = {
  /** Adds the dataset and the models that ship with Acuity. */
  'sample.add': {
    input: Nothing,
    output: z.object({ dataset: IndexResult, models: z.array(ModelSummary) }),
    writes: true,
    page: true,
  },
} satisfies Methods
