import type { z } from 'zod'
import { events, type Engine, type EventName, type Method } from '../../shared/contract.ts'
import { AcuityError, messageOf, serializeError } from '../../shared/errors.ts'
import { Addressed, ToEngine, type FromEngine, type Port } from '../../shared/protocol.ts'
import { parseInput } from './parse-input.ts'

/** The methods that a door may use, each with an input schema that may be narrower than the contract's. */
type Served = Partial<Record<Method, { input: z.ZodType }>>

/**
 * Serves an engine to a door in another process: answers what is asked, and passes on every event, until the port
 * closes. What was begun by then goes on: a page that is loaded again must not end a run.
 * @param served what the door may ask for; everything, where nothing is said
 */
export function serveEngine(engine: Engine, port: Port, served?: Served): void {
  // The engine checks the input against the method's own schema.
  serve(port, async (method, input, signal) =>
    engine.call(method, (served ? narrow(served, method, input) : input) as never, { signal }),
  )
  const subscriptions = (Object.keys(events) as EventName[]).map((event) =>
    engine.on(event, (payload) => port.post({ event, payload } satisfies FromEngine)),
  )
  port.onClose?.(() => {
    for (const end of subscriptions) end()
  })
}

/** Answers every request with what keeps the engine from being opened. */
export function serveFailure(error: unknown, port: Port): void {
  const failure = error instanceof Error ? error : new Error(messageOf(error))
  serve(port, () => Promise.reject(failure))
}

type Answer = (method: Method, input: unknown, signal: AbortSignal) => Promise<unknown>

function serve(port: Port, answer: Answer): void {
  const post = (message: FromEngine) => port.post(message)
  /** What came through this port and is not answered yet, by its id: nobody cancels what another port's door asked. */
  const running = new Map<number, AbortController>()

  port.onMessage((data) => {
    const request = ToEngine.safeParse(data)
    if (!request.success) {
      // Without an id there is nobody to answer.
      const sender = Addressed.safeParse(data)
      const error = new AcuityError('invalid-input', 'This is no request to the engine.')
      if (sender.success) post({ id: sender.data.id, error: serializeError(error) })
      return
    }
    if ('cancel' in request.data) {
      running.get(request.data.cancel)?.abort()
      return
    }
    const { id, method, input } = request.data
    const stop = new AbortController()
    running.set(id, stop)
    const reply = (message: FromEngine) => {
      running.delete(id)
      post(message)
    }
    answer(method, input, stop.signal).then(
      (output) => reply({ id, output }),
      (error: unknown) => reply({ id, error: serializeError(error) }),
    )
  })
}

function narrow(served: Served, method: Method, input: unknown): unknown {
  const allowed = served[method]
  if (!allowed)
    throw new AcuityError('invalid-input', `${method} may not be asked for from here.`, { details: { method } })
  return parseInput(method, allowed.input, input)
}
