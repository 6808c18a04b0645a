import type { FoundingBench, FoundingBenchRow, NetworkTrace, RatedProvider } from '../../../shared/bench.ts'
import type { Request } from '../../../shared/contract.ts'
import { AcuityError } from '../../../shared/errors.ts'
import { foundingSizes, type FoundingSize } from '../../../shared/published.ts'
import { speedupInterval } from '../../../shared/speed-doubt.ts'
import type { WorkerThread } from '../threads/index.ts'
import { requireArchitecture } from './architectures.ts'
import { benchResult, conditions, warnOfHalf, type BenchContext } from './bench-context.ts'
import { onEachProvider } from './on-each-provider.ts'
import { measureInterleaved, type Timed } from './measure.ts'
import { Missed } from './missed.ts'
import { settleProviders, type ProviderSetup } from './settle-providers.ts'
import { reporter, type Reporter } from './reporter.ts'
import { makeResident, traceOf, type Loading, type Resident } from './resident.ts'
import type { SessionTasks } from './session-tasks.ts'
import { withSessionThread } from './session-thread.ts'
import { sweepBatches } from './sweep-batches.ts'

type Row = Resident & FoundingSize

type Measured = Row & Timed

/** Of matrix products after each round: the networks take their turns with cold caches as it is. */
const PEAK_REPETITIONS = 3

/**
 * Measures the founding table's networks against each other, without weights: all are resident at once and take turns,
 * so that their ratios hold on a machine that is not quiet. Where memory runs out, all of them take a smaller batch.
 * @throws AcuityError `cancelled`, `provider-unavailable`
 */
export async function benchFounding(request: Request<'bench.founding'>, context: BenchContext): Promise<FoundingBench> {
  const { batches } = request
  const settled = await settleProviders(request)
  const progress = reporter(settled.providers.length * batches.length, context)
  const options = { ...request, ...context, progress }
  const missed = new Missed(batches)
  const tables: FoundingBench['tables'] = []
  const traces: NetworkTrace[] = []
  await onEachProvider(settled, options, missed, async (setup, peak) => {
    const { measured, tooLarge } = await sweepBatches<Measured[]>((use) =>
      withSessionThread(async (worker) => {
        const rows = await loadRows(worker, setup, options)
        const measure = async (batch: number) => {
          const onRepetition = progress.measuring(
            `${rows.length} networks in turn on ${setup.provider}, batch ${batch}`,
          )
          const between = () => peak.sample(PEAK_REPETITIONS)
          const turns = { ...options, ...setup, onRepetition, between }
          const networks = rows.map((row) => ({ ...row, batch }))
          const measured = await measureInterleaved(worker, networks, turns)
          progress.settled(1)
          return measured
        }
        await peak.sample()
        await use({ batches, divisible: true, measure })
      }),
    )
    for (const batch of tooLarge) missed.addTooLarge(setup, null, batch)
    traces.push(...(measured[0] ?? []).flatMap((row) => traceOf(row.architecture, row)))
    if (measured.length === 0) return
    const rated = await peak.rated()
    for (const rows of measured) tables.push(tableOf(rows, rated))
  })
  missed.throwIfAll(tables)
  const first = tables[0]?.rows[0]
  if (!first) throw new AcuityError('invalid-input', 'A benchmark needs at least one batch.')
  const environment = context.environment()
  const warnings = warnOfHalf(request, settled.providers)
  return {
    ...conditions({ ...request, weights: 'random', on: first, environment, missed, traces, warnings }),
    tables,
  }
}

type RowOptions = Pick<Loading, 'batches' | 'precision' | 'trace'> & { progress: Reporter }

async function loadRows(
  worker: WorkerThread<SessionTasks>,
  session: ProviderSetup,
  { batches, progress, ...context }: BenchContext & RowOptions,
): Promise<Row[]> {
  const rows: Row[] = []
  for (const { architecture, input, crop } of foundingSizes) {
    context.signal.throwIfAborted()
    progress.preparing(`${architecture} ${crop}`)
    const { file } = await requireArchitecture(context.resources, architecture)
    const loading = { ...context, source: { file, weights: null }, crop, batches, session }
    rows.push({ architecture, input, crop, ...(await makeResident(worker, loading)) })
  }
  return rows
}

function tableOf(measured: readonly Measured[], on: RatedProvider): FoundingBench['tables'][number] {
  const [baseline] = measured
  const rows = measured.map((row): FoundingBenchRow => ({
    architecture: row.architecture,
    input: row.input,
    ...benchResult(row, on),
    gmacsRatio: quotient(baseline?.network.macs, row.network.macs),
    speedup: quotient(row.speed.fps, baseline?.speed.fps),
    speedupInterval: baseline ? speedupInterval(row.speed, baseline.speed) : null,
  }))
  return { provider: on.provider, batch: baseline?.speed.batch ?? 0, rows }
}

const quotient = (a: number | null | undefined, b: number | null | undefined) => (a == null || b == null ? null : a / b)
