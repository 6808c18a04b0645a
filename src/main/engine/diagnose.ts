import type { Diagnosis } from '../../shared/diagnosis.ts'
import { messageOf } from '../../shared/errors.ts'
import { Provider, type Environment } from '../../shared/run.ts'
import type { Database } from './db/index.ts'
import { createDecoder } from './image/index.ts'
import { describeEnvironment, probeProvider } from './runtime/index.ts'

/** The machine and the libraries, as recorded with every run. */
export function describeMachine(db: Database): Environment {
  return describeEnvironment({ decoder: createDecoder().name, sqlite: db.sqliteVersion })
}

/** Tries everything that may or may not work on this machine. */
export async function diagnose(db: Database, home: string, environment: Environment): Promise<Diagnosis> {
  return {
    home,
    environment,
    providers: await Promise.all(
      Provider.options.map(async (provider) => {
        const { works, detail, device } = await probeProvider(provider)
        return { provider, works, detail: works ? `${device}: ${detail}` : detail }
      }),
    ),
    decoders: [tryDecoder('native'), tryDecoder('wasm')],
    database: { file: db.file, version: db.version, sqlite: db.sqliteVersion },
  }
}

function tryDecoder(implementation: 'native' | 'wasm'): Diagnosis['decoders'][number] {
  try {
    return { decoder: implementation, works: true, detail: createDecoder(implementation).name }
  } catch (error) {
    return { decoder: implementation, works: false, detail: messageOf(error) }
  }
}
