import path from 'node:path'
import { AcuityError } from '../../../shared/errors.ts'
import type { ModelSummary } from '../../../shared/model.ts'
import { nameFrom } from '../../../shared/name.ts'
import type { Database, ModelRow } from '../db/index.ts'
import { exists } from '../files/index.ts'
import type { ModelSource } from '../model/index.ts'
import { folderName } from './companions/folder.ts'
import { addMeanImage } from './mean-images.ts'
import { inModelProcess } from './model-process.ts'

/** What a Caffe network's own files may leave open. */
interface Besides {
  /** A mean.binaryproto, or a .npy of the same, that it was trained with. */
  meanFile?: string | undefined
  /** The side of its images in pixels, where it is not to be what the network states. */
  crop?: number | undefined
  /** Ends the reading. */
  signal?: AbortSignal | undefined
}

/** Reads a model, and remembers it under its content's hash. */
export async function addModel(db: Database, source: ModelSource, besides: Besides = {}): Promise<ModelRow> {
  const { meanFile, crop, signal } = besides
  const absolute = absoluteSource(source)
  const description = await inModelProcess('describe', { source: absolute, crop }, { signal })
  const mean = meanFile === undefined ? undefined : await addMeanImage(db, meanFile, signal)
  return saveModel(db, absolute, description, mean?.sha256)
}

/**
 * A Caffe network goes by the name of its weights: half of all networks are called deploy.prototxt. One of a folder that is a
 * model goes by that folder's.
 */
function modelName({ file, weights }: ModelSource): string {
  const { name, dir } = path.parse(weights ?? file)
  return nameFrom(folderName(file) ?? name, path.basename(dir), 'model')
}

export function saveModel(
  db: Database,
  source: ModelSource,
  description: ModelRow['description'],
  meanImage?: string,
): ModelRow {
  return db.models.save({ name: modelName(source), ...source, description }, meanImage)
}

export function absoluteSource({ file, weights }: ModelSource): ModelSource {
  return { file: path.resolve(file), weights: weights === null ? null : path.resolve(weights) }
}

export function describeModel({ id, description, ...row }: ModelRow): ModelSummary {
  return { model: id, ...row, ...description }
}

/** @throws AcuityError `not-found` */
export function findModel(db: Database, id: number): ModelRow {
  const model = db.models.find(id)
  if (!model)
    throw new AcuityError('not-found', `There is no model ${id}.`, {
      remedies: [{ do: 'choose-another', what: 'model' }],
    })
  return model
}

/**
 * The files of a model that the engine knows, where they were last seen.
 * @throws AcuityError `not-found` where there is no such model, or one of its files is gone
 */
export async function locateModel(db: Database, id: number): Promise<{ source: ModelSource; sha256: string }> {
  const { name, file, weights, sha256 } = findModel(db, id)
  await requireModelFiles(name, { file, weights })
  return { source: { file, weights }, sha256 }
}

/** @throws AcuityError `not-found` where one of a model's files is gone */
export async function requireModelFiles(name: string, { file, weights }: ModelSource): Promise<void> {
  for (const each of [file, weights])
    if (each !== null && !(await exists(each)))
      throw new AcuityError('not-found', `The model ${name} is gone from ${each}. Bring it back there.`, {
        remedies: [{ do: 'add-model-again' }],
      })
}
