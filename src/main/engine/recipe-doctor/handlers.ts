import { randomUUID } from 'node:crypto'
import type { recipeDoctorMethods } from '../../../shared/contract/recipe-doctor.ts'
import { AcuityError } from '../../../shared/errors.ts'
import type { RunQueue } from '../eval/index.ts'
import { requireDataset, requireSource, type Indexing } from '../indexing/index.ts'
import { modelFile } from '../library/index.ts'
import type { EngineContext, Handlers } from '../wing.ts'
import { diagnoseRecipe } from './diagnose-recipe.ts'
import { previewRecipe } from './preview-recipe.ts'

type Context = EngineContext & { indexing: Indexing; queue: RunQueue }

/** One at a time, and not beside an evaluation, whose speed would be a lie. */
export function recipeDoctorHandlers(context: Context): Handlers<typeof recipeDoctorMethods> {
  const { db, resources, emit, indexing, queue } = context
  // Evaluations and benchmarks of other processes note that it goes on.
  const lock = `diagnosis:${randomUUID()}`
  return {
    'recipes.preview': async (request, signal) => {
      const { model } = request
      await requireSource(requireDataset(db, request.dataset))
      const file = typeof model === 'number' ? model : await modelFile(resources, model)
      const asked = { ...request, model: file }
      return await previewRecipe(context, asked, { signal, isAlone: () => !queue.busy })
    },
    'recipes.diagnose': async (request, signal) => {
      if (queue.busy) throw new AcuityError('busy', 'An evaluation is going on: wait for it, or cancel it.')
      const held = db.locks.take(lock, 'A diagnosis of a recipe')
      try {
        const { model } = request
        const file = typeof model === 'number' ? model : await modelFile(resources, model)
        await indexing.refresh(signal, requireDataset(db, request.dataset), request)
        const diagnosis = await diagnoseRecipe(context, { ...request, model: file }, signal)
        emit('changed', { what: 'models' })
        return diagnosis
      } catch (error) {
        throw error === signal.reason ? new AcuityError('cancelled', 'The diagnosis was cancelled.') : error
      } finally {
        held.release()
        emit('diagnosis.finished', {})
      }
    },
  }
}
