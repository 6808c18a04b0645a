import {
  contract,
  events,
  type Engine,
  type EventName,
  type EventPayload,
  type Input,
  type Method,
  type Output,
} from './contract.ts'
import { AcuityError, deserializeError } from './errors.ts'
import { FromEngine, type Port, type ToEngine } from './protocol.ts'

interface Pending {
  resolve: (output: unknown) => void
  reject: (error: AcuityError) => void
}

/**
 * An engine in another process, as a door sees it. Everything that arrives is parsed by its schema.
 * `close` only gives up on what is unanswered: whoever started the process ends it, or calls `disconnected` when it died.
 */
export function connectEngine(port: Port): Engine & { disconnected(reason: string): void } {
  const pending = new Map<number, Pending>()
  const listeners = new Map<EventName, Set<(payload: unknown) => void>>()
  let nextId = 0
  let dead: AcuityError | null = null

  const disconnected = (reason: string) => {
    dead ??= new AcuityError('internal', reason)
    for (const { reject } of pending.values()) reject(dead)
    pending.clear()
  }

  port.onMessage((data) => {
    const message = FromEngine.parse(data)
    if ('event' in message) {
      const payload = events[message.event].parse(message.payload)
      for (const listener of listeners.get(message.event) ?? []) listener(payload)
      return
    }
    const request = pending.get(message.id)
    pending.delete(message.id)
    if ('error' in message) request?.reject(deserializeError(message.error))
    else request?.resolve(message.output)
  })

  return {
    async call<M extends Method>(method: M, input: Input<M>): Promise<Output<M>> {
      if (dead) throw dead
      const id = nextId++
      const output = await new Promise<unknown>((resolve, reject) => {
        pending.set(id, { resolve, reject })
        port.post({ id, method, input } satisfies ToEngine)
      })
      return contract[method].output.parse(output) as Output<M>
    },
    on<E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void) {
      const ofEvent = listeners.get(event) ?? new Set()
      listeners.set(event, ofEvent)
      const untyped = (payload: unknown) => listener(payload as EventPayload<E>)
      ofEvent.add(untyped)
      return () => ofEvent.delete(untyped)
    },
    close() {
      disconnected('The engine was closed.')
      return Promise.resolve()
    },
    disconnected,
  }
}
