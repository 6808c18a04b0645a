import { readFileSync, readlinkSync } from 'node:fs'

/**
 * A process as it can be told from a later one of the same number. What a platform does not tell is null: there, a
 * number says only that some process has it.
 */
export interface ProcessIdentity {
  /** Within what the number names one process: this boot of the machine, and the namespace of a container. */
  space: string | null
  pid: number
  /** When it began, in clock ticks since the machine did. */
  started: number | null
}

const ownSpace = attempt(() => {
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  // Containers share the machine's boot, and have their own numbers.
  return `${boot} ${readlinkSync('/proc/self/ns/pid')}`
})

/** The process that has this number now, in our own space. */
export function identityOf(pid: number): ProcessIdentity {
  return { space: ownSpace, pid, started: stateOf(pid)?.started ?? null }
}

export const thisProcess: Readonly<ProcessIdentity> = identityOf(process.pid)

/** Whether a process of our own space is there, and is the one that had this number then. */
export function isRunning({ pid, started }: Pick<ProcessIdentity, 'pid' | 'started'>): boolean {
  if (!hasProcess(pid)) return false
  const state = stateOf(pid)
  // A process that another user hides from us may be the one.
  if (state === null) return true
  return !state.ended && (started === null || started === state.started)
}

function hasProcess(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: the process is there, and another user's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** What Linux knows of a process; null where it, or the platform, tells nothing. See proc_pid_stat(5). */
function stateOf(pid: number): { ended: boolean; started: number } | null {
  return attempt(() => {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The second field is the program's name in brackets, which may hold spaces and brackets itself.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const started = Number(fields[22 - 3])
    if (!Number.isSafeInteger(started)) return null
    // Killed, but not yet taken note of by the process that started it.
    return { ended: /^[ZXx]$/.test(fields[3 - 3] ?? ''), started }
  })
}

function attempt<T>(work: () => T): T | null {
  try {
    return work()
  } catch {
    return null
  }
}
