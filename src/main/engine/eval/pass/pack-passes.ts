import type { Placement, RunSettings } from '../../../../shared/run.ts'
import { memoryLimitError } from '../memory-limit.ts'
import { layOut } from './layout.ts'
import type { PassRun } from './pass-run.ts'
import { smallerPlacements } from './placement.ts'
import { affordable, bytesNeeded, type Affordable, type MemoryCosts } from './placement-memory.ts'
import { single, weighRuns, type Weights } from './weigh-runs.ts'
import type { Candidates, Threads } from './settle-placement.ts'

/** Of what the machine has left, what sessions may take: others work on it, too. */
const SHARE_OF_FREE = 0.8

/** Runs that are evaluated together, in placements that their memory leaves. */
export interface Pass {
  runs: PassRun[]
  placements: Affordable
  reason: string
  /** What the first of these placements takes, in bytes; null where nobody weighed it. */
  bytes: number | null
}

/** What memory there is, and what it is to do for. */
interface Budget {
  /** In bytes, for the whole process. */
  limit: number
  candidates: readonly [Placement, ...Placement[]]
  /** What is tried where none of the candidates fits, ever less. */
  smaller: readonly Placement[]
}

/** Passes, and what was weighed for them. */
interface Packed {
  passes: Pass[]
  weights: Weights | null
}

/** All runs in one pass, in any of the placements: nothing is weighed. */
export function onePass(runs: readonly PassRun[], { candidates, reason }: Candidates): Packed {
  return {
    passes: [{ runs: [...runs], placements: { candidates, isReduced: false }, reason, bytes: null }],
    weights: null,
  }
}

/**
 * Divides runs into as few passes as fit into the memory: the limit that is stated, else most of what the machine has
 * left. A run that does not fit by itself takes smaller batches, and fails where even a single image at a time is too much.
 */
export async function packPasses(
  threads: Threads,
  runs: readonly PassRun[],
  { provider, threads: count, memoryLimit }: Pick<RunSettings, 'provider' | 'threads' | 'memoryLimit'>,
  { candidates: [first, ...others], reason }: Candidates,
): Promise<Packed> {
  const candidates = [first, ...others] as const
  const weights = await weighRuns(threads, runs, first)
  const limit = memoryLimit ?? weights.before + SHARE_OF_FREE * process.availableMemory()
  const budget: Budget = { limit, candidates, smaller: smallerPlacements(provider, count) }
  const passes: Pass[] = []
  const heaviest = (a: PassRun, b: PassRun) => bytesOf([b], weights) - bytesOf([a], weights)
  for (const run of runs.filter((each) => each.isActive).toSorted(heaviest)) {
    const joined = passes.find((pass) => placementsFor([...pass.runs, run], weights, budget) !== null)
    if (joined) joined.runs.push(run)
    else if (await fitAlone(threads, run, weights, budget))
      passes.push({ runs: [run], placements: { candidates, isReduced: false }, reason, bytes: null })
  }
  for (const pass of passes) {
    pass.runs.sort((a, b) => a.number - b.number)
    pass.placements = placementsFor(pass.runs, weights, budget) ?? { candidates: [single(first)], isReduced: true }
    pass.bytes = bytesNeeded(pass.placements.candidates[0], costsOf(pass.runs, weights))
  }
  return { passes, weights }
}

/** Halves the run's batch until it fits by itself; fails it where that is never. */
async function fitAlone(threads: Threads, run: PassRun, weights: Weights, budget: Budget): Promise<boolean> {
  const [first] = budget.candidates
  while (placementsFor([run], weights, budget) === null) {
    if (!run.halveBatch()) {
      const least = budget.smaller.at(-1) ?? first
      run.fail(memoryLimitError(bytesNeeded(least, costsOf([run], weights)), budget.limit))
      return false
    }
    const again = await weighRuns(threads, [run], first, weights.before)
    weights.sessions.set(run, again.sessions.get(run) ?? 0)
  }
  return true
}

const placementsFor = (runs: readonly PassRun[], weights: Weights, { limit, candidates, smaller }: Budget) =>
  affordable(candidates, smaller, limit, (placement) => bytesNeeded(placement, costsOf(runs, weights)))

const bytesOf = (runs: readonly PassRun[], { sessions }: Weights) =>
  runs.reduce((sum, run) => sum + (sessions.get(run) ?? 0), 0)

function costsOf(runs: readonly PassRun[], weights: Weights): MemoryCosts {
  const batch = Math.max(...runs.map((run) => run.batch))
  const wanted = runs.map(({ run, fixedBatch }) => ({ geometry: run.settings.recipe, fixedBatch }))
  return { before: weights.before, sessions: bytesOf(runs, weights), slot: layOut(wanted, batch).layout.slotBytes }
}
