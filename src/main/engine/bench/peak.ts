import type { Measuring, RatedProvider } from '../../../shared/bench.ts'
import { quantile } from '../../../shared/metrics.ts'
import type { Provider } from '../../../shared/run.ts'
import type { ProductSize } from '../model/index.ts'
import type { WorkerThread } from '../threads/index.ts'
import { isOutOfMemory } from '../runtime/index.ts'
import { timeInterleaved } from './measure.ts'
import type { ProviderSetup } from './settle-providers.ts'
import type { SessionTasks } from './session-tasks.ts'
import { withSessionThread } from './session-thread.ts'

/** How fast one provider multiplies matrices: what the rates of its networks are shares of. */
export interface Peak {
  /**
   * Measures for a second at most. To be called as near to the networks' turns as their caches allow: what else the
   * machine does hurts both alike then. Where the networks leave too little memory there is no sample: that says
   * nothing of theirs.
   * @param most repetitions
   */
  sample: (most?: number) => Promise<void>
  /**
   * The provider with the median of all samples. To be asked for when the networks' memory is free again: where it left
   * room for none, one is taken now.
   * @throws AcuityError where memory does not hold the product even so
   */
  rated: () => Promise<RatedProvider>
}

/** Large enough to keep every core busy, and to make of what else a run does a few hundredths of it at most. */
const SIZES: Readonly<Record<Provider, ProductSize>> = {
  cpu: { side: 1024, products: 2 },
  cuda: { side: 4096, products: 8 },
  webgpu: { side: 2048, products: 4 },
}
const WARM_UP = 1
/** Of one sample; a benchmark that takes fewer repetitions or less time for a network takes no more for this. */
const REPETITIONS = 10
const SECONDS = 1

type PeakOptions = Pick<Measuring, 'repetitions' | 'seconds' | 'precision'> & { signal: AbortSignal }

/** Lends the peak of a provider, measured with a session like those of the networks. */
export function withPeak<T>(session: ProviderSetup, options: PeakOptions, use: (peak: Peak) => Promise<T>): Promise<T> {
  return withSessionThread((worker) => use(peakOf(worker, session, options)))
}

/** The peak that a thread measures. */
export function peakOf(
  worker: Pick<WorkerThread<SessionTasks>, 'run'>,
  session: ProviderSetup,
  { repetitions, seconds, precision, signal }: PeakOptions,
): Peak {
  // Made when it is first needed: a model that is wrong is known sooner.
  const load = () => worker.run('loadProduct', { size: SIZES[session.provider], precision, session })
  let product: Awaited<ReturnType<typeof load>> | undefined
  const options = { warmUp: WARM_UP, seconds: Math.min(seconds, SECONDS), signal }
  /** Of each repetition. */
  const gmacsPerSecond: number[] = []
  const sample = async (most = REPETITIONS) => {
    product ??= await load()
    const { number, macs } = product
    const sampling = { ...options, repetitions: Math.min(repetitions, most) }
    const milliseconds = (await timeInterleaved(worker, [{ number, batch: 1 }], sampling)).flat()
    gmacsPerSecond.push(...milliseconds.map((each) => macs / 1e6 / each))
  }
  return {
    sample: async (most) => {
      try {
        await sample(most)
      } catch (error) {
        if (!isOutOfMemory(error)) throw error
      }
    },
    rated: async () => {
      if (gmacsPerSecond.length === 0) await sample()
      return { ...session, peakGmacsPerSecond: quantile(gmacsPerSecond, 0.5) }
    },
  }
}
