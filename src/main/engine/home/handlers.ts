import type { homeMethods } from '../../../shared/contract/home.ts'
import type { EngineContext, Handlers } from '../wing.ts'
import { diagnose } from './diagnose.ts'

export const homeHandlers = ({ home, db }: EngineContext): Handlers<typeof homeMethods> => ({
  'engine.home': () => ({ home, readOnly: db.readOnly }),
  'engine.diagnose': (request) => diagnose(home, db, request),
})
