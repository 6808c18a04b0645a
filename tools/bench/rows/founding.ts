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
 * The session speed of the founding table's six networks side by side: what seeing less is worth on this machine. The
 * session has one thread, as those of a run have on the CPU.
 */
export const founding: Benchmark = {
  name: 'founding',
  title: 'founding ratios',
  isGate: true,
  run: async ({ engine, quick, say }) => {
    const rounds: FoundingBench[] = []
    for (let round = 1; round <= (quick ? 1 : 2); round++) {
      say(`founding: round ${round}`)
      const amount = quick
        ? { batches: [32], seconds: 0.8, warmUp: WARM_UP }
        : { batches: [128], seconds: 1.2, warmUp: WARM_UP }
      rounds.push(await engine.call('bench.founding', { ...amount, providers: ['cpu'], threads: 1 }))
    }
    const [first] = rounds
    const networks = first?.tables[0]?.rows.slice(1) ?? []
    const [goal, ...others] = networks.map((_, index) => pairingOf(rounds, index + 1))
    return goal ? [foundingRow(goal, others)] : []
  },
}

/** A network of the table and the table's first, as the rounds measured them. */
interface Pairing {
  batch: number
  row: FoundingBenchRow
  baseline: FoundingBenchRow
  rate: number
  baselineRate: number
  speedup: Sample
  printed: string
}

function pairingOf(rounds: readonly FoundingBench[], index: number): Pairing {
  const pairs = rounds.flatMap(({ tables: [table] }) => {
    const [row, baseline] = [table?.rows[index], table?.rows[0]]
    return table && row && baseline ? [{ batch: table.batch, row, baseline }] : []
  })
  const [first] = pairs
  if (!first) throw new Error('the founding networks were not measured')
  const ours = ({ row }: Pick<Pairing, 'row'>) => row.fps
  const theirs = ({ baseline }: Pick<Pairing, 'baseline'>) => baseline.fps
  return {
    ...first,
    rate: medianOf(pairs, ours),
    baselineRate: medianOf(pairs, theirs),
    speedup: ratios(pairs, ours, theirs),
    printed: printedSpeedup(first.row),
  }
}

function printedSpeedup({ architecture, input, crop }: FoundingBenchRow): string {
  const row = published.find(
    (each) =>
      each.architecture === architecture && printedSide(each.input) === input && printedSide(each.crop) === crop,
  )
  return String(row ? printedNumber(row.rate.against) : '')
}

function foundingRow(goal: Pairing, others: readonly Pairing[]): Row {
  const { row, baseline, batch, rate, baselineRate } = goal
  return ratioRow(
    {
      what: `${nameOf(row)} beside ${nameOf(baseline)}, batch ${batch}`,
      measured: showRate(rate),
      limit: showRate(baselineRate),
      notes: [detail(goal), ...others.map((other) => `${nameOf(other.row)}, batch ${other.batch}: ${detail(other)}`)],
    },
    goal.speedup,
    GOAL,
  )
}

const nameOf = ({ architecture, input, crop }: FoundingBenchRow) => `${architecture} ${input}/${crop}`

const detail = ({ speedup, row, printed }: Pairing) =>
  `${showRatio(speedup.median)} times as fast (published ${printed}) with ` +
  (row.gmacsRatio === null ? 'unknown' : `${showRatio(row.gmacsRatio)} times fewer`) +
  ' multiply-adds'
