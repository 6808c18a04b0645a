import path from 'node:path'
import type { Bench, BenchResult, NetworkTrace } from '../../../shared/bench.ts'
import type { Request } from '../../../shared/contract.ts'
import { AcuityError } from '../../../shared/errors.ts'
import { modelFile } from '../library/index.ts'
import type { ModelSource } from '../model/index.ts'
import { benchCrop, type Measured } from './bench-crop.ts'
import { benchResult, conditions, warnOfHalf, type BenchContext } from './bench-context.ts'
import { cropBeside } from './crop-beside.ts'
import { onEachProvider } from './on-each-provider.ts'
import { Missed } from './missed.ts'
import { isUntrained } from './network.ts'
import { settleProviders } from './settle-providers.ts'
import { reporter } from './reporter.ts'
import { traceOf } from './resident.ts'

/**
 * Measures one model's session speed on every provider, at every crop and batch that was asked for; a crop is in memory
 * at a time. What cannot be measured is told beside what could.
 * @throws AcuityError `cancelled`, or what is wrong with the model, a crop, a batch or every provider
 */
export async function benchModel(request: Request<'bench.model'>, context: BenchContext): Promise<Bench> {
  const { weights = null, batches } = request
  const file = path.resolve(await modelFile(context.resources, request.model))
  const source: ModelSource = { file, weights: weights && path.resolve(weights) }
  const beside = request.crops ? null : await cropBeside(source, { ...request, signal: context.signal })
  const crops = request.crops ?? [beside?.crop]
  const model = path.parse(weights ?? file).name
  const settled = await settleProviders(request)
  const several = settled.providers.length > 1
  const progress = reporter(settled.providers.length * crops.length * batches.length, context)
  const options = { ...request, ...context, source, batches, progress }

  const missed = new Missed(
    batches,
    crops.map((crop) => crop ?? null),
  )
  const measured: Measured[] = []
  const results: BenchResult[] = []
  const traces: NetworkTrace[] = []
  await onEachProvider(settled, options, missed, async (setup, peak) => {
    const name = several ? `${model} on ${setup.provider}` : model
    const here: Measured[] = []
    for (const crop of crops)
      try {
        const swept = await benchCrop(setup, peak, { ...options, name, crop })
        here.push(...swept.measured)
        traces.push(...swept.measured.slice(0, 1).flatMap((each) => traceOf(model, each)))
        for (const batch of swept.tooLarge) missed.addTooLarge(setup, crop ?? null, batch)
      } catch (error) {
        missed.add(setup, error, [crop ?? null])
        progress.settled(batches.length)
      }
    if (here.length === 0) return
    const rated = await peak.rated()
    measured.push(...here)
    results.push(...here.map((each) => benchResult(each, rated)))
  })

  missed.throwIfAll(results)
  const [first] = measured
  const [result] = results
  if (!first || !result) throw new AcuityError('invalid-input', 'A benchmark needs at least one crop.')
  const weightsOrigin = (await isUntrained(source)) ? 'random' : 'file'
  const warnings = [
    ...(beside?.warnings ?? []),
    ...warnOfFixedBatch(first.batches, batches),
    // What is the same at every crop is said once.
    ...new Set(measured.flatMap(({ network }) => network.warnings)),
    ...warnOfHalf(request, settled.providers),
  ]
  const environment = context.environment()
  return {
    model,
    ...conditions({ ...request, weights: weightsOrigin, on: result, environment, missed, traces, warnings }),
    params: result.params,
    gmacs: result.gmacs,
    results,
    file,
    weightsFile: source.weights,
    output: first.network.output,
    sha256: first.network.sha256,
  }
}

function warnOfFixedBatch(used: readonly number[], asked: readonly number[]): string[] {
  const [batch] = used
  return String(used) === String(asked)
    ? []
    : [`The model's batch is fixed at ${batch}: the batches asked for (${asked.join(', ')}) are not used.`]
}
