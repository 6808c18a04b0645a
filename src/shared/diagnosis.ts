import { z } from 'zod'
import { Advice } from './advice.ts'
import { ErrorCode } from './errors.ts'
import { Environment, Provider } from './run.ts'

/** What was tried on this machine, and what came of it. */
export const Diagnosis = z.object({
  home: z.string(),
  environment: Environment,
  providers: z.array(z.object({ provider: Provider, works: z.boolean(), detail: z.string() })),
  decoders: z.array(z.object({ decoder: z.string(), works: z.boolean(), detail: z.string() })),
  database: z.object({
    file: z.string(),
    /** Of its schema; null where it cannot be opened. */
    version: z.int().nullable(),
    sqlite: z.string(),
    works: z.boolean().default(true),
    /** Why it can only be read, where that is so. */
    readOnly: z.string().nullable().default(null),
    /** Why it cannot be opened, where that is so. */
    code: ErrorCode.nullable().default(null),
    /** What is wrong with it, a sentence each. */
    problems: z.array(Advice).default([]),
  }),
})
export type Diagnosis = z.infer<typeof Diagnosis>
