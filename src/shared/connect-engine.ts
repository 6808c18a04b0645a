import type { z } from 'zod'
import {
  contract,
  events,
  type CallOptions,
  type Engine,
  type EventName,
  type EventPayload,
  type Input,
  type Method,
  type Output,
} from './contract.ts'
import { AcuityError, describeIssues, deserializeError } from './errors.ts'
import { Addressed, FromEngine, type Port, type ToEngine } from './protocol.ts'

interface Pending {
  resolve: (output: unknown) => void
  reject: (error: AcuityError) => void
}

/**
 * An engine in another process, as a door sees it. Everything that arrives is parsed by its schema: an answer that does
 * not fit fails its request.
 * `close` only gives up on what is unanswered: whoever started the process ends it, or calls `disconnected` when it died.
 *
 * @param onFault told of what arrived, fits no schema and answers nobody
 */
export function connectEngine(
  port: Port,
  onFault: (fault: AcuityError) => void = console.error,
): Engine & { disconnected(reason: string): void } {
  const pending = new Map<number, Pending>()
  const listeners = new Map<EventName, Set<(payload: unknown) => void>>()
  let nextId = 0
  let dead: AcuityError | null = null

  const disconnected = (reason: string) => {
    dead ??= new AcuityError('internal', reason)
    for (const { reject } of pending.values()) reject(dead)
    pending.clear()
  }

  const take = (id: number) => {
    const request = pending.get(id)
    pending.delete(id)
    return request
  }

  const tell = (event: EventName, data: unknown) => {
    const payload = events[event].safeParse(data)
    if (payload.success) for (const listener of listeners.get(event) ?? []) listener(payload.data)
    else onFault(unreadable(`the event ${event}`, payload.error))
  }

  port.onMessage((data) => {
    const message = FromEngine.safeParse(data)
    if (!message.success) {
      const answer = Addressed.safeParse(data)
      const request = answer.success ? take(answer.data.id) : undefined
      const fault = unreadable('a message', message.error)
      if (request) request.reject(fault)
      else onFault(fault)
    } else if ('event' in message.data) tell(message.data.event, message.data.payload)
    else if ('error' in message.data) take(message.data.id)?.reject(deserializeError(message.data.error))
    else take(message.data.id)?.resolve(message.data.output)
  })
  port.onClose?.(() => disconnected('The connection to the engine has ended.'))

  return {
    async call<M extends Method>(method: M, input: Input<M>, { signal }: CallOptions = {}): Promise<Output<M>> {
      if (dead) throw dead
      const id = nextId++
      const cancel = () => port.post({ cancel: id } satisfies ToEngine)
      try {
        const answer = await new Promise<unknown>((resolve, reject) => {
          // What cannot be posted throws here, and must not be waited for.
          port.post({ id, method, input } satisfies ToEngine)
          pending.set(id, { resolve, reject })
          if (signal?.aborted) cancel()
          signal?.addEventListener('abort', cancel)
        })
        const output = contract[method].output.safeParse(answer)
        if (!output.success) throw unreadable(`an answer to ${method}`, output.error)
        return output.data as Output<M>
      } finally {
        signal?.removeEventListener('abort', cancel)
      }
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

function unreadable(what: string, error: z.ZodError): AcuityError {
  return new AcuityError('internal', `The engine sent ${what} that cannot be read: ${describeIssues(error)}`)
}
