import { randomUUID } from 'node:crypto'
import type { Measuring } from '../../../shared/bench.ts'
import type { SessionSpeed } from '../../../shared/run.ts'
import { besideOthers, roundRate, sessionSpeed, type OthersAtWork } from '../eval/index.ts'
import type { WorkerThread } from '../threads/index.ts'
import type { SessionTasks } from './session-tasks.ts'

/** A network by the number by which the worker knows it, and the batch at which it is timed. */
export interface Turn {
  number: number
  batch: number
}

export interface TimeOptions extends Pick<Measuring, 'warmUp' | 'repetitions' | 'seconds'> {
  /** Ends the measurement after the repetition in work, by throwing its reason. */
  signal: AbortSignal
  /** Called after every repetition, counted from 1. */
  onRepetition?: (repetition: number) => void
  /** What is done after each round, in nobody's time but that of the rounds together. */
  between?: () => Promise<void>
}

export interface MeasureOptions extends TimeOptions {
  threads: number
  /** Looks out for what else goes on meanwhile. */
  others: () => Pick<OthersAtWork, 'end'>
}

export interface Timed {
  speed: SessionSpeed
}

type Timer = Pick<WorkerThread<SessionTasks>, 'run'>

/**
 * Measures resident networks in turn, one repetition of each and then the next round, so that what else the machine
 * does at some moment hurts all of them alike. Rounds end when there are enough, or the networks' time together is
 * over; there is always one.
 * @returns each with its speed, in the same order
 */
export async function measureInterleaved<N extends Turn>(
  worker: Timer,
  networks: readonly N[],
  { threads, others, ...options }: MeasureOptions,
): Promise<(N & Timed)[]> {
  const { warmUp } = options
  const together = randomUUID()
  const { measured, disturbedBy } = await besideOthers(others(), () => timeInterleaved(worker, networks, options))
  return networks.map((network, i) => {
    const { batch } = network
    const latencies = measured[i] ?? []
    const speed = sessionSpeed([latencies], { batch, threadsPerSession: threads, warmUp })
    const fps = latencies.map((latency) => roundRate([[latency]], batch))
    const rounds = networks.length > 1 ? { together, fps } : null
    return { ...network, speed: { ...speed, rounds, disturbedBy } }
  })
}

/**
 * Does that measuring.
 * @returns each network's latencies in milliseconds
 */
export async function timeInterleaved(
  worker: Timer,
  networks: readonly Turn[],
  { warmUp, repetitions, seconds, signal, onRepetition, between }: TimeOptions,
): Promise<number[][]> {
  const timed = networks.map((network) => ({ ...network, latencies: [] as number[] }))
  const time = ({ number, batch }: Turn) => {
    signal.throwIfAborted()
    return worker.run('time', { network: number, batch })
  }
  for (let run = 0; run < warmUp; run++) for (const network of timed) await time(network)
  const end = performance.now() + seconds * 1000 * networks.length
  for (let round = 1; round <= repetitions && (round === 1 || performance.now() < end); round++) {
    for (const network of timed) network.latencies.push(await time(network))
    onRepetition?.(round)
    await between?.()
  }
  return timed.map(({ latencies }) => latencies)
}
