// Test support: a folder to be indexed, and the database that it is indexed into.
import path from 'node:path'
import { temporaryFolder } from '../../../../testing/folders.ts'
import { findResources } from '../../../resources.ts'
import { openDatabase } from '../../db/index.ts'
import { indexDataset, type IndexOptions } from '../index-dataset.ts'

export const resources: string = findResources()

export function setUp() {
  const root = temporaryFolder()
  const db = openDatabase(path.join(temporaryFolder(), 'acuity.db'))
  const controller = new AbortController()
  const progress: number[] = []
  const index = (options: Partial<IndexOptions> = {}) =>
    indexDataset(
      { folder: root, ...options },
      { db, resources, signal: controller.signal, onProgress: ({ done }) => progress.push(done) },
    )
  const images = (dataset: number) => db.images.known(dataset, '', 10_000)
  return { root, db, index, images, controller, progress }
}
