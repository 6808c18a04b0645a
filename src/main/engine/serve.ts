import { z } from 'zod'
import { events, type Engine, type EventName } from '../../shared/contract.ts'
import { AcuityError, serializeError } from '../../shared/errors.ts'
import { ToEngine, type FromEngine, type Port } from '../../shared/protocol.ts'

/** Serves an engine to a door in another process: answers what is asked, and passes on every event. */
export function serveEngine(engine: Engine, port: Port): void {
  const post = (message: FromEngine) => port.post(message)

  for (const event of Object.keys(events) as EventName[]) engine.on(event, (payload) => post({ event, payload }))

  port.onMessage((data) => {
    const request = ToEngine.safeParse(data)
    if (!request.success) {
      // Without an id there is nobody to answer.
      const sender = z.object({ id: z.int() }).safeParse(data)
      const error = new AcuityError('invalid-input', 'This is no request to the engine.')
      if (sender.success) post({ id: sender.data.id, error: serializeError(error) })
      return
    }
    const { id, method, input } = request.data
    // The engine checks the input against the method's schema.
    engine.call(method, input as never).then(
      (output) => post({ id, output }),
      (error: unknown) => post({ id, error: serializeError(error) }),
    )
  })
}
