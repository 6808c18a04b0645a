import type { libraryMethods } from '../../../shared/contract/library.ts'
import type { EngineContext, Handlers } from '../wing.ts'
import { addMeanImage } from './mean-images.ts'
import { modelFolder } from './companions/folder.ts'
import { modelFile } from './model-file.ts'
import { addModel, describeModel, findModel } from './models.ts'
import { suggestRecipe } from './suggest-recipe.ts'

const othersIn = async (folder: string) => [...((await modelFolder(folder))?.others ?? [])]

export const libraryHandlers = ({ db, resources, emit }: EngineContext): Handlers<typeof libraryMethods> => ({
  'models.list': () => db.models.all().map(describeModel),
  'models.file': async ({ file }) => ({ file: await modelFile(resources, file), others: await othersIn(file) }),
  'models.add': async ({ file, weights = null, meanFile, crop }, signal) => {
    const source = { file: await modelFile(resources, file), weights }
    const model = await addModel(db, source, { meanFile, crop, signal })
    emit('changed', { what: 'models' })
    return { ...describeModel(model), others: await othersIn(file) }
  },
  'means.add': ({ file }, signal) => addMeanImage(db, file, signal),
  'models.suggestRecipe': ({ model, crop }) => {
    const row = findModel(db, model)
    return suggestRecipe(row, { mean: row.meanImage ? db.meanImages.find(row.meanImage.sha256) : undefined, crop })
  },
})
