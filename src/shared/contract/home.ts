import { z } from 'zod'
import { Diagnosis } from '../diagnosis.ts'
import { Nothing } from './common.ts'
import type { Methods } from './method.ts'

export const homeMethods = {
  /** Where state lives, and why nothing of it can be changed, where that is so. */
  'engine.home': {
    input: Nothing,
    output: z.object({ home: z.string(), readOnly: z.string().nullable() }),
    page: true,
  },
  /** Reads the `database` through, which keeps the engine busy for as long as it is large, unless told not to. */
  'engine.diagnose': {
    input: z.object({ integrity: z.boolean().default(false), database: z.boolean().default(true) }),
    output: Diagnosis,
  },
} satisfies Methods
