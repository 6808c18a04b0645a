import type { Request } from '../../../shared/contract.ts'
import { AcuityError, remediesOf, serializeError } from '../../../shared/errors.ts'
import { settingsIn } from '../../../shared/remedy.ts'
import type { RunSettings } from '../../../shared/run.ts'
import { describeSize, type RefusedRun, type SweepSize } from '../../../shared/sweep.ts'
import type { Database } from '../db/index.ts'
import { settleRun, type RunRequest, type SettledRun } from '../eval/index.ts'

/** Where models that are named lie, and what ends the trial of them. */
export interface ModelFiles {
  signal: AbortSignal
  modelFile: (model: string) => Promise<string>
}

type SweepRequest = Omit<Request<'sweeps.estimate'>, 'name'>

/**
 * Settles a run of every model at every size of its own, or of the sweep's.
 * @param keepGoing whether what cannot be run is left out, and listed
 * @throws AcuityError which row cannot be run, and why; `invalid-input` for a size named twice, or a model without any
 */
export async function settleSweep(
  db: Database,
  environment: RunSettings['environment'],
  { models, sizes, ...shared }: SweepRequest,
  { signal, modelFile, keepGoing }: ModelFiles & { keepGoing: boolean },
): Promise<{ settled: SettledRun[]; refused: RefusedRun[] }> {
  const nameOf = (file: number | string) => (typeof file === 'number' ? db.models.get(file).name : file)
  for (const { file, sizes: own = sizes } of models) {
    if (own.length === 0) throw new AcuityError('invalid-input', `There is no size to run ${nameOf(file)} at.`)
    refuseTwice(own.map(describeSize), 'size')
  }
  refuseTwice(
    models.map(({ file, weights }) => [nameOf(file), weights].filter(Boolean).join(' and ')),
    'model',
  )
  const settled: SettledRun[] = []
  const refused: RefusedRun[] = []
  for (const { file, weights, sizes: own = sizes } of models)
    for (const size of own)
      try {
        const model = typeof file === 'number' ? file : await modelFile(file)
        settled.push(await settleRun(db, environment, requestOf({ ...shared, model, weights }, size), signal))
      } catch (error) {
        if (signal.aborted || !(error instanceof AcuityError)) throw error
        const row: RefusedRun = {
          model: nameOf(file),
          size: describeSize(size),
          error: serializeError(butForSizes(error)),
        }
        if (!keepGoing) throw ofRow(row)
        refused.push(row)
      }
  return { settled, refused }
}

function requestOf(request: Omit<RunRequest, 'name'>, { resize, crop, resampler }: SweepSize): RunRequest {
  const stated = { resize, crop, ...(resampler && { resampler }) }
  return { ...request, recipe: { ...request.recipe, ...stated } }
}

export const labelOf = ({ model, size }: Pick<RefusedRun, 'model' | 'size'>) => `${model} at ${size}`

/** What is wrong with a row, and which row that is. */
const ofRow = ({ error, ...row }: RefusedRun) =>
  new AcuityError(error.code, `${labelOf(row)}: ${error.message}`, { details: error.details })

/** To state another size is no remedy: a sweep is of the sizes that it is of. */
function butForSizes(error: AcuityError): AcuityError {
  const { code, message, details } = error
  const remedies = remediesOf(error).filter((remedy) => {
    const options =
      remedy.do === 'set' ? settingsIn(remedy).map(([option]) => option) : 'option' in remedy ? [remedy.option] : []
    return !options.some((option) => option === 'crop' || option === 'resize')
  })
  return new AcuityError(code, message, { details: { ...details, remedies: [] }, remedies })
}

function refuseTwice(texts: readonly string[], what: string): void {
  const twice = texts.find((text, index) => texts.indexOf(text) < index)
  if (twice !== undefined) throw new AcuityError('invalid-input', `The ${what} ${twice} is named twice.`)
}
