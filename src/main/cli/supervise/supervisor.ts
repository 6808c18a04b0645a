import { spawn, type ChildProcess } from 'node:child_process'
import { describeExit } from '../../exits.ts'
import { Log } from '../../log/index.ts'
import { BEGUN_VARIABLE, HOME, interrupts, WRITING } from './messages.ts'

const EXIT_FAILED = 1
const EXIT_INTERRUPTED = 130

/** What starts threads with native code in them, and lasts. */
const COMMANDS = new Set(['index', 'import', 'evaluate', 'sweep', 'bench', 'diagnose', 'demo'])

/** What a process dies of by itself: a failed check, or memory that is not its own. */
const FATAL_SIGNALS = new Set(['SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGILL', 'SIGSEGV', 'SIGTRAP'])
/** Windows' exceptions, as exit codes. */
const FATAL_CODE = 0x80000000

interface End {
  code: number | null
  signal: NodeJS.Signals | null
}

/** What is known of a command's work. */
interface Work {
  process: ChildProcess | null
  /** The runs, or the sweep, that it has begun, in its order. */
  begun: number[]
  /** Once it is known. */
  home: string | null
  writing: boolean
  interrupted: boolean
}

/** Whether a command's work is done in a process of its own, of which this one is the supervisor. */
export function worksInThreads(args: readonly string[]): boolean {
  const command = commandOf(args)
  return COMMANDS.has(command) || (command === 'compare' && args.includes('--measure'))
}

function commandOf(args: readonly string[]): string {
  let at = 0
  while (args[at]?.startsWith('-')) at += args[at] === '--home' ? 2 : 1
  return args[at] ?? ''
}

/** What a command begins, and how it is gone on with, and looked at when it is done. */
const begins = (command: string) =>
  command === 'sweep'
    ? { what: 'sweep', resume: 'acuity sweep --resume', report: (id: number) => `acuity report ${id} --as sweep` }
    : { what: 'run', resume: 'acuity evaluate --resume', report: (id: number) => `acuity report ${id}` }

/**
 * Has a command carried out by a process of its own, and by another one when that dies of its native code: once, going on
 * with the run that had begun. Ends as that process does. Results and progress are written by it alone.
 * @param entry the command line's own file
 */
export async function supervise(entry: string): Promise<void> {
  const work: Work = { process: null, begun: [], home: null, writing: false, interrupted: false }
  const passOn = (signal: NodeJS.Signals) => {
    work.interrupted = true
    work.process?.send(signal, () => undefined)
  }
  for (const signal of interrupts) process.on(signal, passOn)

  let end = await carryOut(entry, work)
  let again = ''
  if (deathOf(end) !== null && !work.writing && !work.interrupted) {
    const id = work.begun.at(-1)
    const { what } = begins(commandOf(process.argv.slice(2)))
    tell(
      `The engine's process died (${deathOf(end)}); ${id === undefined ? 'starting again' : `going on with ${what} ${id}`}.`,
    )
    end = await carryOut(entry, work)
    again = ' again'
  }

  for (const signal of interrupts) process.off(signal, passOn)
  const death = deathOf(end)
  if (death !== null) {
    tell(`acuity: The engine's process died${again} (${death})${whatIsLeft(work)}`)
    process.exitCode = work.interrupted ? EXIT_INTERRUPTED : EXIT_FAILED
  } else if (end.signal === 'SIGKILL') {
    // Another attempt would only run out of memory once more.
    tell(`acuity: The engine's process was killed (SIGKILL), most likely for want of memory${whatIsLeft(work)}`)
    process.exitCode = EXIT_FAILED
  } else if (end.signal) process.kill(process.pid, end.signal)
  else process.exitCode = end.code ?? EXIT_FAILED
}

function carryOut(entry: string, work: Work): Promise<End> {
  const child = spawn(process.execPath, [...process.execArgv, entry, ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, [BEGUN_VARIABLE]: work.begun.join() },
  })
  work.process = child
  child.on('message', (message) => {
    if (message === WRITING) work.writing = true
    else if (typeof message === 'string' && message.startsWith(HOME)) work.home = message.slice(HOME.length)
    else if (typeof message === 'number' && !work.begun.includes(message)) work.begun.push(message)
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      work.process = null
      logDeath({ code, signal }, work)
      const end = () => resolve({ code, signal })
      // What it told last may be read only now: which run it began, or that its result is written.
      if (child.connected) child.once('disconnect', end)
      else end()
    })
  })
}

/** What a process died of by itself; null where it ended, or was ended, in any other way. */
function deathOf({ code, signal }: End): string | null {
  if (signal !== null) return FATAL_SIGNALS.has(signal) ? signal : null
  return code !== null && code >= FATAL_CODE ? `0x${code.toString(16)}` : null
}

/** What was passed on to it, it ended of in good order. */
function logDeath(end: End, { home, interrupted }: Work): void {
  if (home === null || interrupted || (deathOf(end) === null && end.signal === null)) return
  new Log(home, 'command').write('error', `its process died, ${describeExit(end)}`)
}

function whatIsLeft({ begun, writing }: Work): string {
  const id = begun.at(-1)
  if (id === undefined) return '. What is committed is kept.'
  const { resume, report } = begins(commandOf(process.argv.slice(2)))
  return writing ? `: "${report(id)}" shows its result.` : `: go on with "${resume} ${id}".`
}

function tell(text: string): void {
  // A bar that its process did not end has hidden the cursor, and left its line open.
  process.stderr.write(process.stderr.isTTY ? `\x1b[?25h\n${text}\n` : `${text}\n`)
}
