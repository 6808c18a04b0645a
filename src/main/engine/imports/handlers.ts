import type { importMethods } from '../../../shared/contract/imports.ts'
import { requireDataset, type Indexing } from '../indexing/index.ts'
import type { EngineContext, Handlers } from '../wing.ts'
import { importRun } from './import-run.ts'

export const importHandlers = ({
  db,
  emit,
  indexing,
}: EngineContext & { indexing: Indexing }): Handlers<typeof importMethods> => ({
  'runs.import': async (request, signal) => {
    const index = await indexing.refresh(signal, requireDataset(db, request.dataset), request)
    const run = await importRun(db, requireDataset(db, request.dataset), request, signal)
    emit('changed', { what: 'runs' })
    return { run, index }
  },
})
