import { z } from 'zod'
import { Environment, Provider } from './run.ts'

/** What was tried on this machine, and what came of it. */
export const Diagnosis = z.object({
  home: z.string(),
  environment: Environment,
  providers: z.array(z.object({ provider: Provider, works: z.boolean(), detail: z.string() })),
  decoders: z.array(z.object({ decoder: z.string(), works: z.boolean(), detail: z.string() })),
  database: z.object({ file: z.string(), version: z.int(), sqlite: z.string() }),
})
export type Diagnosis = z.infer<typeof Diagnosis>
