import { EventEmitter } from 'node:events'
import path from 'node:path'
import {
  contract,
  events,
  type CallOptions,
  type Contract,
  type Engine,
  type Input,
  type Method,
  type Output,
  type Request,
} from '../../shared/contract.ts'
import type { MethodShape } from '../../shared/contract/method.ts'
import type { Environment } from '../../shared/run.ts'
import { databaseFile } from '../home.ts'
import { explained, openDatabase } from './db/index.ts'
import { removeAllLeftPartials } from './files/index.ts'
import { describeMachine } from './home/index.ts'
import { parseInput } from './parse-input.ts'
import { readOnlyError } from './read-only.ts'
import { Requests } from './requests.ts'
import { forbidTf32 } from './runtime/index.ts'
import type { EngineContext, Handlers } from './wing.ts'
import { openWings } from './wings.ts'

export interface EngineOptions {
  /** Folder of the database and the caches; made where it is missing. */
  home: string
  /** Folder of what ships with Acuity. */
  resources: string
  /** Tells of `changed` lists also when another process has written to the same home. */
  watch?: boolean
  /** Told of each query of the database that takes longer than 50 ms, by its name alone. */
  onSlow?: (query: string, ms: number) => void
}

/**
 * Opens the engine on a home folder.
 * @throws AcuityError where the database cannot be used
 */
export function openEngine({ home, resources, watch = false, onSlow }: EngineOptions): Engine {
  forbidTf32()
  const db = openDatabase(databaseFile(home), onSlow)
  const emitter = new EventEmitter()
  const emit: EngineContext['emit'] = (event, payload) => emitter.emit(event, payload)
  const scratch = path.join(home, 'cache')
  const caches = { models: path.join(scratch, 'models'), crops: path.join(scratch, 'crops'), scratch }
  const tidied = Promise.all([caches.models, caches.crops].map(removeAllLeftPartials))
  // Asked for by the first run only: it loads the decoder, which a list or a report has no use for.
  let machine: Environment | undefined
  const environment = () => (machine ??= describeMachine())
  const wings = openWings({ home, resources, db, caches, environment, emit })
  const requests = new Requests()
  const handlers: Handlers<Contract> = {
    ...wings.handlers,
    'requests.cancel': ({ methods }) => {
      requests.cancel(methods)
      return {}
    },
  }

  if (watch)
    db.watch(() => {
      for (const what of events.changed.shape.what.options) emit('changed', { what })
    })

  return {
    async call<M extends Method>(method: M, input: Input<M>, { signal }: CallOptions = {}): Promise<Output<M>> {
      const handler: Handlers<Contract>[M] = handlers[method]
      const { writes }: MethodShape = contract[method]
      if (writes && db.readOnly !== null) throw readOnlyError(home, db.readOnly)
      try {
        const request = parseInput(method, contract[method].input, input) as Request<M>
        return await requests.carryOut(method, signal, async (cancelled) => handler(request, cancelled))
      } catch (error) {
        throw explained(error, db.file)
      }
    },
    on(event, listener) {
      emitter.on(event, listener)
      return () => emitter.off(event, listener)
    },
    async close() {
      await Promise.allSettled([tidied, requests.close(), wings.close()])
      db.close()
    },
  }
}
