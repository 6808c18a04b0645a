import { execFileSync } from 'node:child_process'
import { z } from 'zod'
import { Diagnosis } from '../../src/shared/diagnosis.ts'
import { acuity } from './child.ts'
import type { Context } from './context.ts'

/** The machine, as its own tools and the doctor describe it. */
export const Machine = z.object({
  /** What nvidia-smi says of the first GPU; null where there is none. */
  gpu: z
    .object({ name: z.string(), driver: z.string(), memory: z.string(), clock: z.string(), power: z.string() })
    .nullable(),
  /** Of the provider that is measured, with its device. */
  detail: z.string(),
  diagnosis: Diagnosis,
})
export type Machine = z.infer<typeof Machine>

/** @throws Error where the provider does not work: the doctor's reason, and what to do */
export async function inspectMachine(context: Context): Promise<Machine> {
  const diagnosis = Diagnosis.parse(JSON.parse(await acuity(['--json', 'doctor'], context)))
  const found = diagnosis.providers.find(({ provider }) => provider === context.provider)
  if (!found?.works) throw new Error(`${context.provider} does not work here: ${found?.detail ?? 'it was not tried'}`)
  return { gpu: context.provider === 'cuda' ? describeGpu() : null, detail: found.detail, diagnosis }
}

function describeGpu(): Machine['gpu'] {
  const query = ['name', 'driver_version', 'memory.total', 'clocks.max.sm', 'power.limit']
  try {
    const args = [`--query-gpu=${query.join(',')}`, '--format=csv,noheader', '--id=0']
    const values = execFileSync('nvidia-smi', args, { encoding: 'utf8', timeout: 10_000 }).trim().split(', ')
    const [name = '', driver = '', memory = '', clock = '', power = ''] = values
    return { name, driver, memory, clock, power }
  } catch {
    return null
  }
}
