import { readFileSync } from 'node:fs'

/**
 * The highest resident set of this process so far, in bytes. Linux's getrusage, which Node asks, begins a process that
 * was started by a larger one with the other's size (exec_mmap of fs/exec.c hands it down): the high-water mark of
 * /proc does not.
 */
export function peakRss(): number {
  try {
    const [, kibibytes] = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
    if (kibibytes !== undefined) return Number(kibibytes) * 1024
  } catch {
    // Not Linux.
  }
  // In KiB on every platform.
  return process.resourceUsage().maxRSS * 1024
}
