import type { datasetMethods } from '../../../shared/contract/datasets.ts'
import type { EngineContext, Handlers } from '../wing.ts'
import { describeDataset } from './describe-dataset.ts'
import { damagedIn, disagreementsIn, duplicatesIn } from './found-files.ts'
import { indexDataset } from './index-dataset.ts'
import type { Indexing } from './indexing.ts'
import { requireDataset } from './require-dataset.ts'
import { reindexDataset } from './reindex-dataset.ts'

export const datasetHandlers = ({
  db,
  indexing,
}: EngineContext & { indexing: Indexing }): Handlers<typeof datasetMethods> => ({
  'datasets.list': () => db.datasets.all().map((row) => describeDataset(db, row)),
  'datasets.skipped': ({ dataset, counted, ...page }) => {
    const { id, generation } = requireDataset(db, dataset)
    return db.skippedFiles.ofDataset({ datasetId: id, generation, counted }, page)
  },
  'datasets.duplicates': ({ dataset, ...slice }) => duplicatesIn(db, requireDataset(db, dataset), slice),
  'datasets.disagreements': ({ dataset, ...slice }) => disagreementsIn(db, requireDataset(db, dataset), slice),
  'datasets.damaged': ({ dataset, ...slice }) => damagedIn(db, requireDataset(db, dataset), slice),
  'datasets.unusableBoxes': ({ dataset, ...page }) => {
    const { id, generation } = requireDataset(db, dataset)
    return db.boxes.unusable(id, generation, page)
  },
  'datasets.index': (request, signal) => indexing.run(signal, (context) => indexDataset(request, context)),
  'datasets.reindex': ({ dataset, ...stated }, signal) =>
    indexing.run(signal, (context) => reindexDataset(dataset, context, stated)),
})
