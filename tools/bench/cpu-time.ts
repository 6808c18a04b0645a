/** A moment, and the processor time that had been spent by then, user's and system's; all in microseconds. */
export interface CpuTime {
  at: number
  /** Of the thread that asks. */
  own: number
  /** Of all other threads of its process. */
  others: number
}

export function cpuTime(): CpuTime {
  const own = total(process.threadCpuUsage())
  return { at: performance.now() * 1000, own, others: total(process.cpuUsage()) - own }
}

/** What passed, and was spent, from one moment to another. */
export const between = (from: CpuTime, to: CpuTime): CpuTime => ({
  at: to.at - from.at,
  own: to.own - from.own,
  others: to.others - from.others,
})

/** Node 22 does not tell threads apart. */
export const canTellThreads = () => 'threadCpuUsage' in process

const total = ({ user, system }: NodeJS.CpuUsage) => user + system
