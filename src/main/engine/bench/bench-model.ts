import path from 'node:path'
import type { Bench } from '../../../shared/bench.ts'
import type { Request } from '../../../shared/contract.ts'
import { AcuityError } from '../../../shared/errors.ts'
import type { SessionSpeed } from '../../../shared/run.ts'
import { modelFile } from '../model-file.ts'
import type { ModelSource } from '../model/index.ts'
import { benchResult, conditions, settleExecution, type BenchContext } from './bench-context.ts'
import { measureInterleaved } from './measure.ts'
import { isUntrained } from './network.ts'
import { reporter } from './reporter.ts'
import { makeResident, type Resident } from './resident.ts'
import { withSessionThread } from './session-thread.ts'

/**
 * Measures one model's session speed at every crop and batch that was asked for; a crop is in memory at a time.
 * @throws AcuityError `cancelled`, or what is wrong with the model, a crop, a batch or the provider
 */
export async function benchModel(request: Request<'bench.model'>, context: BenchContext): Promise<Bench> {
  const { weights = null, crops = [undefined], batches } = request
  const file = path.resolve(await modelFile(context.resources, request.model))
  const source: ModelSource = { file, weights: weights && path.resolve(weights) }
  const execution = await settleExecution(request)
  const model = path.parse(weights ?? file).name
  const progress = reporter(crops.length * batches.length, context)

  const measured: (Resident & { speed: SessionSpeed })[] = []
  for (const asked of crops)
    await withSessionThread(async (worker) => {
      context.signal.throwIfAborted()
      progress.preparing(`${model}${asked === undefined ? '' : ` ${asked}`}`)
      const resident = await makeResident(worker, { ...context, source, crop: asked, batches, session: execution })
      progress.expect(crops.length * resident.batches.length)
      for (const batch of resident.batches) {
        const at = progress.measuring(`${model} ${resident.network.crop}, batch ${batch}`)
        const options = { ...request, ...context, ...execution, batch, onRepetition: at }
        measured.push(...(await measureInterleaved(worker, [resident], options)))
      }
    })

  const [first] = measured
  if (!first) throw new AcuityError('invalid-input', 'A benchmark needs at least one crop.')
  const { params, gmacs } = benchResult(first)
  const weightsOrigin = isUntrained(source) ? 'random' : 'file'
  const warnings = warnOfFixedBatch(first.batches, batches)
  return {
    model,
    ...conditions(weightsOrigin, execution, context.environment(), warnings),
    params,
    gmacs,
    results: measured.map(benchResult),
    file,
    weightsFile: source.weights,
    sha256: first.network.sha256,
  }
}

function warnOfFixedBatch(used: readonly number[], asked: readonly number[]): string[] {
  const [batch] = used
  return String(used) === String(asked)
    ? []
    : [`The model's batch is fixed at ${batch}: the batches asked for (${asked.join(', ')}) are not used.`]
}
