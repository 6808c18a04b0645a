import type { FoundingBench, FoundingBenchRow } from '../../../src/shared/bench.ts'
import { printedNumber, printedSide, published } from '../../../src/shared/published.ts'
import type { Benchmark } from '../benchmark.ts'
import { atLeast, ratioRow, showRate, showRatio, type Row } from '../row.ts'
import { medianOf, ratios, type Sample } from '../sample.ts'

/** What the founding table prints for AlexNet at 128/99 against 256/227. */
const GOAL = atLeast(5.4)

/** ONNX Runtime plans its memory by the first run of a batch and takes it in the second, at about half the speed. */
const WARM_UP = 2

/**
 * The session speed of the founding table's six networks side by side: what seeing less is worth on this machine. The session
 * has one thread, as those of a run have on the CPU.
 */
export const founding: Benchmark = {
  name: 'founding',
  title: 'founding ratios',
  run: async ({ engine, quick, say }) => {
    const rounds: FoundingBench[] = []
    for (let round = 1; round <= (quick ? 1 : 3); round++) {
      say(`founding: round ${round}`)
      const amount = quick
        ? { batches: [32], seconds: 0.8, warmUp: WARM_UP }
        : { batches: [128], seconds: 1.2, warmUp: WARM_UP }
      rounds.push(await engine.call('bench.founding', { ...amount, providers: ['cpu'], threads: 1 }))
    }
    const [first] = rounds
    const networks = first?.tables[0]?.rows.slice(1) ?? []
    const best = networks.map((_, index) => bestBatch(rounds, index + 1))
    const [goal, ...others] = best
    return goal ? [foundingRow(goal, others)] : []
  },
}

/** A network of the table and the table's first, at the batch where the speed-up is greatest. */
interface Best {
  batch: number
  row: FoundingBenchRow
  baseline: FoundingBenchRow
  rate: number
  baselineRate: number
  speedup: Sample
  printed: string
  /** The median speed-up at every batch, in words. */
  batches: string
}

function bestBatch(rounds: readonly FoundingBench[], index: number): Best {
  const candidates = (rounds[0]?.tables ?? []).flatMap(({ batch }): Best[] => {
    const pairs = rounds.flatMap(({ tables }) => {
      const table = tables.find((each) => each.batch === batch)
      const [row, baseline] = [table?.rows[index], table?.rows[0]]
      return row && baseline ? [{ row, baseline }] : []
    })
    const [first] = pairs
    if (!first) return []
    return [
      {
        ...first,
        batch,
        rate: medianOf(pairs, ({ row }) => row.fps),
        baselineRate: medianOf(pairs, ({ baseline }) => baseline.fps),
        speedup: ratios(
          pairs,
          ({ row }) => row.fps,
          ({ baseline }) => baseline.fps,
        ),
        printed: printedSpeedup(first.row),
        batches: '',
      },
    ]
  })
  const best = candidates.toSorted((one, other) => other.speedup.median - one.speedup.median)[0]
  if (!best) throw new Error('the founding networks were not measured')
  const batches = candidates.map(
    ({ batch, speedup, rate, baselineRate }) =>
      `${showRatio(speedup.median)} at batch ${batch} (${showRate(rate)} against ${showRate(baselineRate)})`,
  )
  return { ...best, batches: batches.join(', ') }
}

function printedSpeedup({ architecture, input, crop }: FoundingBenchRow): string {
  const row = published.find(
    (each) =>
      each.architecture === architecture && printedSide(each.input) === input && printedSide(each.crop) === crop,
  )
  return String(row ? printedNumber(row.rate.against) : '')
}

function foundingRow(goal: Best, others: readonly Best[]): Row {
  const { row, baseline, batch, rate, baselineRate } = goal
  return ratioRow(
    {
      what: `${nameOf(row)} beside ${nameOf(baseline)}, batch ${batch}`,
      measured: showRate(rate),
      limit: showRate(baselineRate),
      notes: [
        detail(goal),
        `by batch: ${goal.batches}`,
        ...others.map((other) => `${nameOf(other.row)}, batch ${other.batch}: ${detail(other)}`),
      ],
    },
    goal.speedup,
    GOAL,
  )
}

const nameOf = ({ architecture, input, crop }: FoundingBenchRow) => `${architecture} ${input}/${crop}`

const detail = ({ speedup, row, printed }: Best) =>
  `${showRatio(speedup.median)} times as fast (published ${printed}) with ` +
  (row.gmacsRatio === null ? 'unknown' : `${showRatio(row.gmacsRatio)} times fewer`) +
  ' multiply-adds'
