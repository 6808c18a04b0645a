import type { exportingMethods } from '../../../shared/contract/exporting.ts'
import type { EngineContext, Handlers } from '../wing.ts'
import { exportModel } from './export-model.ts'

export const exportingHandlers = (context: EngineContext): Handlers<typeof exportingMethods> => ({
  'models.export': (request, signal) => exportModel(context, request, signal),
})
