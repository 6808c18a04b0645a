import type { Request } from '../../../shared/contract.ts'
import { AcuityError, serializeError } from '../../../shared/errors.ts'
import { numberedName } from '../../../shared/name.ts'
import type { RunSettings } from '../../../shared/run.ts'
import { describeSize, type RefusedRun, type SweepSize } from '../../../shared/sweep.ts'
import type { Database } from '../db/index.ts'
import { createRun, settleRun, type RunRequest, type SettledRun } from '../eval/index.ts'

type SweepRequest = Omit<Request<'sweeps.start'>, 'asIndexed' | 'follow'>

/**
 * Settles a run of every model at every size of its own, or of the sweep's, and makes them where all could be settled, or `keepGoing` says so.
 * @param modelFile where a model that is named lies
 * @returns the sweep's id and its runs', and what was left out
 * @throws AcuityError which row cannot be run, and why; `invalid-input` for a size named twice, a model without any, or where none can be run;
 *   `already-exists` for a name that is taken
 */
export async function startSweep(
  db: Database,
  environment: RunSettings['environment'],
  request: SweepRequest,
  { signal, modelFile }: { signal: AbortSignal; modelFile: (model: string) => Promise<string> },
): Promise<{ sweep: number; runs: number[]; refused: RefusedRun[] }> {
  const { models, sizes, name, keepGoing, ...shared } = request
  for (const { file, sizes: own = sizes } of models) {
    if (own.length === 0) throw new AcuityError('invalid-input', `There is no size to run ${file} at.`)
    refuseTwice(own.map(describeSize), 'size')
  }
  refuseTwice(
    models.map(({ file, weights }) => [file, weights].filter(Boolean).join(' and ')),
    'model',
  )
  if (name !== undefined) refuseTaken(db, name)
  const settled: SettledRun[] = []
  const refused: RefusedRun[] = []
  for (const { file, weights, sizes: own = sizes } of models)
    for (const size of own)
      try {
        const model = await modelFile(file)
        settled.push(await settleRun(db, environment, requestOf({ ...shared, model, weights }, size), signal))
      } catch (error) {
        if (signal.aborted || !(error instanceof AcuityError)) throw error
        const row: RefusedRun = { model: file, size: describeSize(size), error: serializeError(error) }
        if (!keepGoing) throw ofRow(row, error)
        refused.push(row)
      }
  const [first] = refused
  if (settled.length === 0 && first)
    throw new AcuityError('invalid-input', `No model can be run at any size. ${labelOf(first)}: ${first.error.message}`)
  return { ...create(db, name, settled), refused }
}

function requestOf(request: Omit<RunRequest, 'name'>, { resize, crop, resampler }: SweepSize): RunRequest {
  const stated = { resize, crop, ...(resampler && { resampler }) }
  return { ...request, recipe: { ...request.recipe, ...stated } }
}

function create(db: Database, stated: string | undefined, settled: readonly SettledRun[]) {
  return db.transaction(() => {
    const runs = settled.map(({ byDefault, run }) => createRun(db, undefined, byDefault, run))
    const [first] = settled
    const name = stated ?? freeName(db, first ? db.datasets.get(first.run.datasetId).name : '')
    return { sweep: db.sweeps.create(name, runs), runs }
  })
}

const labelOf = ({ model, size }: Pick<RefusedRun, 'model' | 'size'>) => `${model} at ${size}`

/** What is wrong with a row, and which row that is. */
const ofRow = (row: RefusedRun, { code, details, message }: AcuityError) =>
  new AcuityError(code, `${labelOf(row)}: ${message}`, { details })

function refuseTwice(texts: readonly string[], what: string): void {
  const twice = texts.find((text, index) => texts.indexOf(text) < index)
  if (twice !== undefined) throw new AcuityError('invalid-input', `The ${what} ${twice} is named twice.`)
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
