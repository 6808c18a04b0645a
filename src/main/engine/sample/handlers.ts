import type { sampleMethods } from '../../../shared/contract/sample.ts'
import type { Indexing } from '../indexing/index.ts'
import { describeModel } from '../library/index.ts'
import type { EngineContext, Handlers } from '../wing.ts'
import { addSample } from './add-sample.ts'

export const sampleHandlers = ({
  resources,
  emit,
  indexing,
}: EngineContext & { indexing: Indexing }): Handlers<typeof sampleMethods> => ({
  'sample.add': async (_request, signal) => {
    const { dataset, models } = await indexing.run(signal, (context) => addSample(resources, context))
    emit('changed', { what: 'models' })
    return { dataset, models: models.map(describeModel) }
  },
})
