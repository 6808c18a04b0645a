import os from 'node:os'

/**
 * How many times as long as on an idle machine tests wait before they give up: what `ACUITY_TEST_PATIENCE` says, else as
 * many as there are processes that want each core. It is worked out anew in every file of tests, as a machine's load comes and goes.
 */
export const patience: number = patienceOf(
  process.env['ACUITY_TEST_PATIENCE'],
  (os.loadavg()[0] ?? 0) / os.availableParallelism(),
)

/** @param load runnable processes per core. A limit that is never reached costs nothing: less than 1 has no use. */
export function patienceOf(stated: string | undefined, load: number): number {
  if (!stated) return Math.max(1, load)
  const factor = Number(stated)
  if (!(factor >= 1)) throw new Error(`ACUITY_TEST_PATIENCE is to be a number from 1, not “${stated}”`)
  return factor
}

/** So many milliseconds on an idle machine, on this one. */
export const patient = (milliseconds: number): number => Math.ceil(milliseconds * patience)
