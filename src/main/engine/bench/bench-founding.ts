import type { FoundingBench, FoundingBenchRow } from '../../../shared/bench.ts'
import type { Request } from '../../../shared/contract.ts'
import { printedSide, published } from '../../../shared/published.ts'
import type { SessionSpeed } from '../../../shared/run.ts'
import { requireArchitecture } from './architectures.ts'
import { benchResult, conditions, settleExecution, type BenchContext } from './bench-context.ts'
import { measureInterleaved } from './measure.ts'
import { reporter } from './reporter.ts'
import { makeResident, type Resident } from './resident.ts'
import { withSessionThread } from './session-thread.ts'

interface Row extends Resident {
  architecture: string
  input: number
}

/**
 * Measures the founding table's networks against each other, without weights: all are resident at once and take turns,
 * so that their ratios hold on a machine that is not quiet.
 * @throws AcuityError `cancelled`, `provider-unavailable`
 */
export async function benchFounding(request: Request<'bench.founding'>, context: BenchContext): Promise<FoundingBench> {
  const { batches } = request
  const execution = await settleExecution(request)
  const progress = reporter(batches.length, context)
  const tables: FoundingBench['tables'] = []
  await withSessionThread(async (worker) => {
    const rows: Row[] = []
    for (const { architecture, input, crop: square } of published) {
      context.signal.throwIfAborted()
      const crop = printedSide(square)
      progress.preparing(`${architecture} ${crop}`)
      const { file } = await requireArchitecture(context.resources, architecture)
      const loading = { ...context, source: { file, weights: null }, crop, batches, session: execution }
      rows.push({ architecture, input: printedSide(input), ...(await makeResident(worker, loading)) })
    }
    for (const batch of batches) {
      const at = progress.measuring(`${rows.length} networks in turn, batch ${batch}`)
      const options = { ...request, ...context, ...execution, batch, onRepetition: at }
      tables.push({ batch, rows: compare(await measureInterleaved(worker, rows, options)) })
    }
  })
  return { ...conditions('random', execution, context.environment()), tables }
}

function compare(rows: readonly (Row & { speed: SessionSpeed })[]): FoundingBenchRow[] {
  const [baseline] = rows
  return rows.map((row) => ({
    architecture: row.architecture,
    input: row.input,
    ...benchResult(row),
    gmacsRatio: quotient(baseline?.network.macs, row.network.macs),
    speedup: quotient(row.speed.fps, baseline?.speed.fps),
  }))
}

const quotient = (a: number | null | undefined, b: number | null | undefined) => (a == null || b == null ? null : a / b)
