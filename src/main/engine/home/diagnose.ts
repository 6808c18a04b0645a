import type { Request } from '../../../shared/contract.ts'
import type { Diagnosis } from '../../../shared/diagnosis.ts'
import { messageOf, remediesOf, serializeError } from '../../../shared/errors.ts'
import { Provider, type Environment } from '../../../shared/run.ts'
import { databaseFile } from '../../home.ts'
import { examineFile, openDatabase, sqliteVersion, type Database } from '../db/index.ts'
import { createDecoder } from '../image/index.ts'
import { describeEnvironment, probeProvider } from '../runtime/index.ts'

/** The machine and the libraries, as recorded with every run. */
export function describeMachine(): Environment {
  return describeEnvironment({ decoder: createDecoder().name, sqlite: sqliteVersion() })
}

/**
 * Tries everything that may or may not work on this machine.
 * @param ask.database whether the database is read through
 * @param ask.integrity whether SQLite checks its indices as well, which takes several times as long
 */
export async function diagnose(home: string, db: Database, ask: Request<'engine.diagnose'>): Promise<Diagnosis> {
  const { file, version, sqliteVersion: sqlite, readOnly } = db
  const problems = ask.database ? db.examine({ deep: ask.integrity }) : []
  return describe(home, { file, version, sqlite, readOnly, works: problems.length === 0, code: null, problems })
}

/** The same for a home whose database may be one that no engine can be opened on. */
export async function diagnoseHome(home: string, integrity: boolean): Promise<Diagnosis> {
  const file = databaseFile(home)
  let db: Database
  try {
    db = openDatabase(file)
  } catch (error) {
    const { code, message } = serializeError(error)
    const problems = [
      { message, remedies: [...remediesOf(error)] },
      ...(code === 'database-damaged' ? examineFile(file) : []),
    ]
    const unopened = { version: null, readOnly: null, works: false }
    return describe(home, { file, sqlite: sqliteVersion(), ...unopened, code, problems })
  }
  try {
    return await diagnose(home, db, { integrity, database: true })
  } finally {
    db.close()
  }
}

async function describe(home: string, database: Diagnosis['database']): Promise<Diagnosis> {
  return {
    home,
    environment: describeMachine(),
    providers: await Promise.all(
      Provider.options.map(async (provider) => {
        const { works, detail, device } = await probeProvider(provider)
        return { provider, works, detail: works ? `${device}: ${detail}` : detail }
      }),
    ),
    decoders: [tryDecoder('native'), tryDecoder('wasm')],
    database,
  }
}

function tryDecoder(implementation: 'native' | 'wasm'): Diagnosis['decoders'][number] {
  try {
    return { decoder: implementation, works: true, detail: createDecoder(implementation).name }
  } catch (error) {
    return { decoder: implementation, works: false, detail: messageOf(error) }
  }
}
