import type { CallOptions, Engine, Input, Method, Output } from '../../shared/contract.ts'
import { AcuityError, messageOf } from '../../shared/errors.ts'
import type { Log } from './log.ts'
import { perMinute } from './per-minute.ts'

const MOST_A_MINUTE = 60

/** The same engine, whose errors are written into the log: what was asked for is not, nor what a person has cancelled. */
export function logErrors(engine: Engine, log: Log): Engine {
  const warn = perMinute(MOST_A_MINUTE, (event) => log.write('warn', event))
  const fault = perMinute(MOST_A_MINUTE, (event) => log.write('error', event))
  const tell = (what: string, error: unknown) => {
    if (!(error instanceof AcuityError)) fault(`internal ${what}: ${stackOf(error)}`)
    else if (error.code !== 'cancelled') warn(`${error.code} ${what}: ${error.message}`)
  }
  return {
    async call<M extends Method>(method: M, input: Input<M>, options?: CallOptions): Promise<Output<M>> {
      try {
        return await engine.call(method, input, options)
      } catch (error) {
        tell(method, error)
        throw error
      }
    },
    on: (event, listener) => engine.on(event, listener),
    close: () => engine.close(),
  }
}

/** Whatever was thrown, and where, if it tells. */
export function stackOf(thrown: unknown): string {
  return (thrown instanceof Error && thrown.stack) || messageOf(thrown)
}
