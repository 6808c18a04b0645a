import { BEGUN_VARIABLE, HOME, interrupts, WRITING, type Interrupt } from './messages.ts'

/** What earlier processes of this command began, in its order; null where nobody watches over this one. */
let begun: number[] | null = null

/**
 * Takes up the place of a process that does the work of a command, where a supervisor has started this one for it. It
 * ends with its supervisor, whatever that one died of.
 * @returns whether there is a supervisor
 */
export function serveSupervisor(): boolean {
  const list = process.env[BEGUN_VARIABLE]
  // Nobody whom this process starts is to believe itself supervised.
  Reflect.deleteProperty(process.env, BEGUN_VARIABLE)
  if (list === undefined || !process.send) return false
  begun = list.split(',').filter(Boolean).map(Number)
  const end = () => process.kill(process.pid, 'SIGKILL')
  process.on('disconnect', end)
  if (!process.connected) end()
  process.channel?.unref()
  return true
}

/** The run or sweep that an earlier process of this command began where this one is about to begin one. */
export function takeBegun(): number | undefined {
  return begun?.shift()
}

/** Tells a supervisor which run or sweep has begun: another process can go on with it. */
export function tellBegun(id: number): void {
  if (begun) process.send?.(id)
}

/** Tells a supervisor which home is worked on. */
export function tellHome(home: string): void {
  if (begun) process.send?.(`${HOME}${home}`)
}

/** Tells a supervisor that the result is being written. */
export function tellWriting(): void {
  if (begun) process.send?.(WRITING)
}

/**
 * Calls back at each interrupt. A terminal interrupts all processes of a command, and a script the one that it started,
 * whose supervisor passes it on: what comes both ways counts once.
 * @returns what ends it
 */
export function onInterrupt(listener: (signal: Interrupt) => void): () => void {
  const counts = { sent: 0, passedOn: 0 }
  const count = (way: keyof typeof counts, signal: Interrupt) => {
    const before = Math.max(counts.sent, counts.passedOn)
    if (++counts[way] > before) listener(signal)
  }
  const onSignal = (signal: NodeJS.Signals) => count('sent', signal as Interrupt)
  const onMessage = (message: unknown) => {
    const signal = interrupts.find((name) => name === message)
    if (signal) count('passedOn', signal)
  }
  for (const signal of interrupts) process.on(signal, onSignal)
  if (begun) process.on('message', onMessage).channel?.unref()
  return () => {
    for (const signal of interrupts) process.off(signal, onSignal)
    process.off('message', onMessage)
  }
}
