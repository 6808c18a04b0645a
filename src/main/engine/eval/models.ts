import path from 'node:path'
import { AcuityError } from '../../../shared/errors.ts'
import type { ModelSummary } from '../../../shared/model.ts'
import type { Database, ModelRow } from '../db/index.ts'
import { exists } from '../files/index.ts'
import { inModelThread } from './model-thread.ts'

/** Reads a model file and remembers it under its content's hash. */
export async function addModel(db: Database, file: string): Promise<ModelRow> {
  const absolute = path.resolve(file)
  return saveModel(db, absolute, await inModelThread('describe', { file: absolute }))
}

export function saveModel(db: Database, file: string, description: ModelRow['description']): ModelRow {
  return db.models.save({ name: path.parse(file).name, file, description })
}

export function describeModel({ id, name, file, description, addedAt }: ModelRow): ModelSummary {
  return { model: id, name, file, addedAt, ...description }
}

/** @throws AcuityError `not-found` */
export function findModel(db: Database, id: number): ModelRow {
  const model = db.models.find(id)
  if (!model)
    throw new AcuityError('not-found', `There is no model ${id}: choose another ("acuity models" lists them).`)
  return model
}

/**
 * The file of a model that is named by its path or its id; in the latter case, also what its content must be.
 * @throws AcuityError `not-found` where there is no such model, or its file is gone
 */
export async function locateModel(
  db: Database,
  model: string | number,
): Promise<{ file: string; sha256: string | null }> {
  if (typeof model === 'string') return { file: path.resolve(model), sha256: null }
  const { name, file, sha256 } = findModel(db, model)
  if (await exists(file)) return { file, sha256 }
  throw new AcuityError(
    'not-found',
    `The model ${name} is gone from ${file}: bring it back, or add it again from where it is now.`,
  )
}
