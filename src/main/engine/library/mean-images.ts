import path from 'node:path'
import { AcuityError } from '../../../shared/errors.ts'
import type { MeanImageReference, MeanImageSummary } from '../../../shared/mean-image.ts'
import type { Recipe } from '../../../shared/recipe.ts'
import type { Remedy } from '../../../shared/remedy.ts'
import type { Database, MeanImageRow } from '../db/index.ts'
import { planGeometry } from '../image/index.ts'
import { channelMeans, type MeanPixels } from '../model/index.ts'
import { inModelProcess } from './model-process.ts'

/**
 * Reads a mean image from its file, and remembers it under the hash of its content.
 * @throws AcuityError `model-invalid` where it is none, `not-found`, `file-unreadable`
 */
export async function addMeanImage(db: Database, file: string, signal?: AbortSignal): Promise<MeanImageSummary> {
  const absolute = path.resolve(file)
  const row = { name: path.basename(absolute), ...(await inModelProcess('mean', { file: absolute }, { signal })) }
  db.meanImages.save(row)
  const { sha256, name, height, width } = row
  return { sha256, name, height, width, channelMeans: channelMeans(row) }
}

/**
 * A recipe with its mean image under the name by which it is known, whatever the recipe calls it.
 * @throws AcuityError `recipe-invalid` where it is of another size than the images; `not-found` where nobody has added it
 */
export function withKnownMean(db: Database, recipe: Recipe): Recipe {
  const row = findMeanImage(db, recipe)
  return row ? { ...recipe, meanImage: { sha256: row.sha256, name: row.name } } : recipe
}

/**
 * The part of a recipe's mean image that lies under the crop, as Caffe subtracts it: the mean image is of the size that
 * images are resized to, and cut where they are.
 * Source: DataTransformer::Transform, src/caffe/data_transformer.cpp.
 * @returns undefined for a recipe without one
 * @throws AcuityError as {@link withKnownMean}
 */
export function meanPixels(db: Database, recipe: Recipe): MeanPixels | undefined {
  const row = findMeanImage(db, recipe)
  if (!row) return undefined
  const { resize, crop } = recipe
  const { left, top } = planGeometry(resize, resize, recipe).window
  const data = new Float32Array(3 * crop * crop)
  for (let channel = 0; channel < 3; channel++)
    for (let y = 0; y < crop; y++) {
      const from = (channel * resize + top + y) * resize + left
      data.set(row.data.subarray(from, from + crop), (channel * crop + y) * crop)
    }
  return { key: `${row.sha256} ${left},${top} ${crop}`, data }
}

function findMeanImage(db: Database, { meanImage, resize }: Recipe): MeanImageRow | undefined {
  if (!meanImage) return undefined
  const row = db.meanImages.find(meanImage.sha256)
  if (!row) throw unknown(meanImage)
  if (row.height !== resize || row.width !== resize) throw otherSize(row, resize)
  return row
}

function unknown({ name }: MeanImageReference): AcuityError {
  return new AcuityError('not-found', `The mean image ${name} is not known here any more: add its file again.`, {
    remedies: [{ do: 'state', option: 'meanFile' }],
  })
}

function otherSize(row: MeanImageRow, resize: number): AcuityError {
  const means = channelMeans(row).map((mean) => Number(mean.toFixed(3)))
  const remedies: Remedy[] = [{ do: 'set', values: { mean: means } }]
  if (row.width === row.height) remedies.unshift({ do: 'set', values: { resize: row.height } })
  return new AcuityError(
    'recipe-invalid',
    `The mean image ${row.name} has ${row.width}×${row.height} pixels, and the recipe resizes images to ${resize}×${resize}.`,
    { details: { channelMeans: means }, remedies },
  )
}
