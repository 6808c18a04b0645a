import type { z } from 'zod'
import type { EventName, EventPayload } from '../../shared/contract.ts'
import type { Methods } from '../../shared/contract/method.ts'
import type { Environment } from '../../shared/run.ts'
import type { Database } from './db/index.ts'

/** What every wing of the engine works with. */
export interface EngineContext {
  /** Folder of the database and the caches. */
  readonly home: string
  /** Folder of what ships with Acuity. */
  readonly resources: string
  readonly db: Database
  /** Folders of what is made once: wrapped models and resized images, within the one of all. */
  readonly caches: { readonly models: string; readonly crops: string; readonly scratch: string }
  /** The machine and the libraries: looked for when they are first asked for. */
  readonly environment: () => Environment
  readonly emit: <E extends EventName>(event: E, payload: EventPayload<E>) => void
}

/**
 * How a wing answers its part of the contract. The signal aborts when the request is cancelled, its reason being an
 * AcuityError `cancelled`: what may take long heeds it, and what has nothing to cancel is answered all the same.
 */
export type Handlers<Part extends Methods> = {
  [M in keyof Part]: (
    request: z.output<Part[M]['input']>,
    signal: AbortSignal,
  ) => z.output<Part[M]['output']> | Promise<z.output<Part[M]['output']>>
}
