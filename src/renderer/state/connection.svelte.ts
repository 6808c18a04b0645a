import { connectEngine } from '../../shared/connect-engine.ts'
import type { CallOptions, EventName, EventPayload } from '../../shared/contract.ts'
import { AcuityError } from '../../shared/errors.ts'
import type { Port } from '../../shared/protocol.ts'
import { channels } from '../../shared/shell-bridge.ts'
import { EngineState } from '../../shared/shell-contract.ts'
import type { WindowInput, WindowMethod, WindowOutput } from '../../shared/window-contract.ts'
import { ask } from './shell.ts'

type Client = ReturnType<typeof connectEngine>
type Subscription = (client: Client) => () => void

/** The page's line to the engine. It outlives the engine's process: subscriptions are renewed with the next one. */
export class Connection {
  /** What the engine's process is doing, as far as it concerns the person. */
  status = $state.raw<EngineState>({ state: 'running' })
  /** Counts the engines, from 1 with the first: an effect that reads it asks the next one again. */
  generation = $state(0)

  #client: Promise<Client>
  #connected: (client: Client) => void = () => undefined
  #failed: (error: AcuityError) => void = () => undefined
  #current: Client | null = null
  readonly #subscriptions: Subscription[] = []
  readonly #onConnect: (() => void)[] = []

  constructor() {
    this.#client = this.#nextClient()
    window.addEventListener('message', ({ source, data, ports: [port] }) => {
      if (source === window && data === channels.enginePort && port) this.#connect(port)
    })
    window.acuity.onEngineState((state) => this.#enter(EngineState.parse(state)))
    void ask('engine.connect', {}).then((state) => {
      if (state.state === 'down') this.#enter(state)
    })
  }

  /**
   * Asks the engine; waits while a new one is starting.
   * @throws AcuityError; `cancelled` where the signal of its options says so
   */
  async call<M extends WindowMethod>(
    method: M,
    input: WindowInput<M>,
    options: CallOptions = {},
  ): Promise<WindowOutput<M>> {
    const client = await this.#client
    return client.call(method, input, options)
  }

  on<E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void): void {
    const subscription: Subscription = (client) => client.on(event, listener)
    this.#subscriptions.push(subscription)
    if (this.#current) subscription(this.#current)
  }

  /** Calls the listener with every new engine: what the page shows may have changed meanwhile. */
  onConnect(listener: () => void): void {
    this.#onConnect.push(listener)
    if (this.#current) listener()
  }

  /** Takes what happened to the engine as read. */
  dismiss(): void {
    if (this.status.state === 'restarted') this.status = { state: 'running' }
  }

  restart(): Promise<unknown> {
    return ask('engine.restart', {})
  }

  #connect(port: MessagePort): void {
    this.#leave('The engine was started again.')
    const client = connectEngine(asPort(port))
    for (const subscribe of this.#subscriptions) subscribe(client)
    this.#current = client
    this.generation++
    this.#connected(client)
    for (const listener of this.#onConnect) listener()
  }

  #enter(status: EngineState): void {
    if (this.status.state === 'down') this.#client = this.#nextClient()
    this.status = status
    this.#leave(status.state === 'running' ? 'The engine was started again.' : status.reason)
    if (status.state === 'down') this.#failed(new AcuityError('internal', status.reason))
    else void ask('engine.connect', {})
  }

  /** Gives up on what the last engine was asked. Who still waits for an engine goes on waiting for the next one. */
  #leave(reason: string): void {
    if (!this.#current) return
    this.#current.disconnected(reason)
    this.#current = null
    this.#client = this.#nextClient()
  }

  #nextClient(): Promise<Client> {
    const client = new Promise<Client>((resolve, reject) => {
      this.#connected = resolve
      this.#failed = reject
    })
    // Told to whoever asks the engine for something; nobody may be asking just now.
    client.catch(() => undefined)
    return client
  }
}

function asPort(port: MessagePort): Port {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => (port.onmessage = ({ data }) => listener(data)),
  }
}
