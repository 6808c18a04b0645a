import { EventEmitter } from 'node:events'
import path from 'node:path'
import { MessageChannelMain, utilityProcess, type MessagePortMain, type UtilityProcess } from 'electron'
import { connectEngine } from '../../shared/connect-engine.ts'
import type { Engine } from '../../shared/contract.ts'
import { AcuityError } from '../../shared/errors.ts'
import type { EngineState } from '../../shared/shell-contract.ts'
import { describeExit } from '../exits.ts'
import type { Log } from '../log/index.ts'
import type { EngineExit } from './diagnostics.ts'
import { followStderr } from './stderr.ts'

/** What the system and Chromium call the engine's process. */
export const ENGINE_NAME = 'Acuity engine'
/** An engine that dies this often within this time would only die again. */
const MAX_DEATHS = 3
const WITHIN_MS = 60_000
/** How long a closing engine may take to finish the batches in work. */
const CLOSE_MS = 10_000
/** So many unexpected ends are remembered. */
const MOST_EXITS = 10

interface Running {
  child: UtilityProcess
  client: ReturnType<typeof connectEngine>
  /** The last lines it wrote to stderr. */
  stderr: () => string[]
}

/** Keeps an engine running in a process of its own, and starts a new one when it dies. */
export class EngineHost {
  readonly #home: string
  readonly #log: Log
  readonly #events = new EventEmitter<{ state: [EngineState] }>()
  readonly #deaths: number[] = []
  readonly #exits: EngineExit[] = []
  #running: Running | null = null
  #state: EngineState = { state: 'running' }
  #closing = false
  #restarting: Promise<void> | null = null

  constructor(home: string, log: Log) {
    this.#home = home
    this.#log = log
    this.#start({ state: 'running' })
  }

  /** As it was told last. */
  get state(): EngineState {
    return this.#state
  }

  /** The engine with its whole contract, for the main process itself. It changes when the engine is restarted. */
  get engine(): Engine {
    const client = this.#running?.client
    if (!client) throw new AcuityError('internal', 'The engine is not running: start it again.')
    return client
  }

  /** The ends that nobody had asked for, the earliest first. */
  get exits(): readonly EngineExit[] {
    return this.#exits
  }

  /** The last lines that the engine which runs has written to stderr. */
  get stderr(): string[] {
    return this.#running?.stderr() ?? []
  }

  /** @returns a function that ends the subscription */
  onState(listener: (state: EngineState) => void): () => void {
    this.#events.on('state', listener)
    return () => this.#events.off('state', listener)
  }

  /** A port over which a page can ask for what the window's contract holds; null while there is no engine. */
  openPort(): MessagePortMain | null {
    if (!this.#running) return null
    const { port1, port2 } = new MessageChannelMain()
    this.#running.child.postMessage('page', [port1])
    return port2
  }

  /** Starts the engine anew, as where the database could not be opened, or the engine died too often. */
  restart(): Promise<void> {
    return (this.#restarting ??= this.#restart().finally(() => (this.#restarting = null)))
  }

  /** Lets the engine finish the batches in work, so that nothing of them is computed twice. */
  async close(): Promise<void> {
    this.#closing = true
    const child = this.#running?.child
    if (!child) return
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    child.postMessage('close')
    const timer = setTimeout(() => child.kill(), CLOSE_MS)
    await exited
    clearTimeout(timer)
  }

  async #restart(): Promise<void> {
    await this.close()
    this.#closing = false
    this.#deaths.length = 0
    this.#start({ state: 'running' })
  }

  #start(state: EngineState): void {
    const first = this.#exits.length === 0
    const child = utilityProcess.fork(
      path.join(import.meta.dirname, 'engine-process.js'),
      [this.#home, first ? 'first' : 'next'],
      {
        serviceName: ENGINE_NAME,
        stdio: ['ignore', 'inherit', 'pipe'],
      },
    )
    const client = connectEngine({
      post: (message) => child.postMessage(message),
      onMessage: (listener) => child.on('message', listener),
    })
    child.once('exit', (code) => {
      if (this.#running?.child === child) this.#died(code)
    })
    child.once('spawn', () => this.#log.write('info', `engine started, process ${child.pid ?? 'unknown'}`))
    this.#running = { child, client, stderr: child.stderr ? followStderr(child.stderr, this.#log) : () => [] }
    this.#enter(state)
  }

  #died(code: number): void {
    const end = describeExit({ code })
    const reason = `The engine stopped unexpectedly (${end}).`
    const said = this.stderr
    this.#running?.client.disconnected(reason)
    this.#running = null
    this.#log.write(this.#closing ? 'info' : 'error', `engine ${this.#closing ? 'closed' : 'died'}, ${end}`)
    if (this.#closing) return
    const now = Date.now()
    this.#exits.push({ at: new Date(now).toISOString(), reason: end, stderr: said })
    if (this.#exits.length > MOST_EXITS) this.#exits.shift()
    this.#deaths.push(now)
    const recent = this.#deaths.filter((at) => now - at < WITHIN_MS)
    if (recent.length < MAX_DEATHS) this.#start({ state: 'restarted', reason, said })
    else this.#enter({ state: 'down', reason: `${reason} It did so ${recent.length} times within a minute.`, said })
  }

  #enter(state: EngineState): void {
    this.#state = state
    this.#events.emit('state', state)
  }
}
