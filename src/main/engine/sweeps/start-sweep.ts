import type { Request } from '../../../shared/contract.ts'
import { AcuityError } from '../../../shared/errors.ts'
import { numberedName } from '../../../shared/name.ts'
import type { RunSettings } from '../../../shared/run.ts'
import type { RefusedRun } from '../../../shared/sweep.ts'
import type { Database } from '../db/index.ts'
import { createRun, type SettledRun } from '../eval/index.ts'
import { labelOf, settleSweep, type ModelFiles } from './settle-sweep.ts'

type SweepRequest = Omit<Request<'sweeps.start'>, 'asIndexed' | 'follow'>

/**
 * Settles the runs of a sweep, and makes them where all could be settled, or `keepGoing` says so.
 * @returns the sweep's id and its runs', and what was left out
 * @throws AcuityError as {@link settleSweep}; `invalid-input` where none can be run, with those `refused` in its details;
 *   `already-exists` for a name that is taken
 */
export async function startSweep(
  db: Database,
  environment: RunSettings['environment'],
  { name, keepGoing, ...request }: SweepRequest,
  files: ModelFiles,
): Promise<{ sweep: number; runs: number[]; refused: RefusedRun[] }> {
  if (name !== undefined) refuseTaken(db, name)
  const { settled, refused } = await settleSweep(db, environment, request, { ...files, keepGoing })
  const [first] = refused
  if (settled.length === 0 && first)
    throw new AcuityError(
      'invalid-input',
      `No model can be run at any size. ${labelOf(first)}: ${first.error.message}`,
      { details: { refused } },
    )
  return { ...create(db, name, settled), refused }
}

function create(db: Database, stated: string | undefined, settled: readonly SettledRun[]) {
  return db.transaction(() => {
    const runs = settled.map(({ byDefault, run }) => createRun(db, undefined, byDefault, run))
    const [first] = settled
    const name = stated ?? freeName(db, first ? db.datasets.get(first.run.datasetId).name : '')
    return { sweep: db.sweeps.create(name, runs), runs }
  })
}

function refuseTaken(db: Database, name: string): void {
  const taken = db.sweeps.all().find((sweep) => sweep.name === name)
  if (taken)
    throw new AcuityError('already-exists', `Sweep ${taken.id} is called ${name} already.`, {
      remedies: [{ do: 'change', option: 'name', to: 'another' }],
    })
}

/** `sweep of imagenet-val`, then `sweep of imagenet-val (2)`, and so on. */
function freeName(db: Database, dataset: string): string {
  const taken = new Set(db.sweeps.all().map(({ name }) => name))
  const plain = `sweep of ${dataset}`
  return taken.has(plain) ? numberedName(taken, plain) : plain
}
