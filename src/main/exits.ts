import { constants } from 'node:os'

/** How a process ended: with a code, or of a signal; where only a code is told, it may stand for a signal. */
export interface Exit {
  code: number | null
  signal?: NodeJS.Signals | null
}

/** What processes die of, in words. */
const signals: Partial<Record<NodeJS.Signals, string>> = {
  SIGABRT: 'a check in native code failed',
  SIGBUS: 'native code read memory that cannot be had, as of a file that became shorter',
  SIGFPE: 'native code divided by zero',
  SIGILL: 'an instruction that this processor does not have',
  SIGKILL: 'killed, most likely for want of memory',
  SIGSEGV: 'native code used memory that is not its own',
  SIGTERM: 'asked to end from outside',
  SIGTRAP: 'a check of the runtime failed, as where JavaScript is out of memory',
}

/** Windows' exceptions; 0xE0000008 is Chromium's. */
const exceptions = new Map([
  [0x80000003, 'a check of the runtime failed'],
  [0xc0000005, 'native code used memory that is not its own'],
  [0xc0000017, 'out of memory'],
  [0xc000001d, 'an instruction that this processor does not have'],
  [0xc0000409, 'a check in native code failed'],
  [0xe0000008, 'out of memory'],
])

/** What a process ended of: `SIGSEGV: native code used memory that is not its own`, else `exit code 3`. */
export function describeExit({ code, signal = null }: Exit, platform = process.platform): string {
  const name = signal ?? (platform === 'win32' ? null : signalOf(code ?? 0))
  if (name !== null) return explained(name, signals[name])
  const unsigned = (code ?? 0) >>> 0
  if (unsigned < 0x80000000 || platform !== 'win32') return `exit code ${code ?? 'unknown'}`
  return explained(`0x${unsigned.toString(16)}`, exceptions.get(unsigned))
}

const explained = (name: string, meaning?: string) => (meaning === undefined ? name : `${name}: ${meaning}`)

/** Electron tells the status that a process was waited for with: the signal's number, and 128 with it where it left a core. */
function signalOf(code: number): NodeJS.Signals | null {
  const known = Object.keys(signals) as NodeJS.Signals[]
  return known.find((name) => code === constants.signals[name] || code === (constants.signals[name] | 0x80)) ?? null
}
