import os from 'node:os'
import type { Request } from '../../../shared/contract.ts'
import type { RunSettings } from '../../../shared/run.ts'
import type { SweepEstimate } from '../../../shared/sweep.ts'
import { bytesToCache } from '../crop-cache/index.ts'
import type { Database } from '../db/index.ts'
import { estimatePreparing, type SettledRun } from '../eval/index.ts'
import { settleSweep, type ModelFiles } from './settle-sweep.ts'

/**
 * What a sweep would take, and which of its runs there would be: each model is tried at each size, as when a sweep is
 * started, and some images are decoded.
 * @param crops folder of the crop cache
 * @throws AcuityError `invalid-input` for a size named twice, or a model without any; `not-found` for the dataset
 */
export async function estimateSweep(
  db: Database,
  environment: RunSettings['environment'],
  request: Request<'sweeps.estimate'>,
  { crops, ...files }: ModelFiles & { crops: string },
): Promise<SweepEstimate> {
  const { settled, refused } = await settleSweep(db, environment, request, { ...files, keepGoing: true })
  const fitting = settled.map(({ run }) => ({
    model: run.modelName,
    size: `${run.settings.recipe.resize}/${run.settings.recipe.crop}`,
    recipe: run.settings.recipe,
    exportedAt: run.settings.exportedAt,
    macs: run.settings.macs,
  }))
  return { fitting, refused, ...(await costOf(db, settled, crops)) }
}

type Cost = Omit<SweepEstimate, 'fitting' | 'refused'>

async function costOf(db: Database, settled: readonly SettledRun[], folder: string): Promise<Cost> {
  const [first] = settled
  if (!first) return { images: 0, resizes: 0, cacheBytes: 0, seconds: 0, memoryBytes: process.memoryUsage.rss() }
  const { indexed, settings, ...set } = first.run
  const recipes = settled.map(({ run }) => run.settings.recipe)
  const { prepareMs, layout } = await estimatePreparing(db, set, recipes)
  const { root, crops } = db.datasets.get(set.datasetId)
  const keys = layout.resizes.map(({ resize }) => ({ images: crops, root, ...resize }))
  const cores = Math.min(settings.threads, os.availableParallelism())
  const networkMs = settled.reduce((sum, { cost }) => sum + cost.imageMs, 0)
  const sessionBytes = settled.reduce((sum, { cost }) => sum + cost.bytes, 0)
  return {
    images: indexed,
    resizes: keys.length,
    cacheBytes: settings.cache ? await bytesToCache(folder, keys, indexed) : 0,
    seconds: (indexed * (prepareMs / cores + networkMs)) / 1000,
    memoryBytes: process.memoryUsage.rss() + sessionBytes * (settings.provider === 'cpu' ? cores : 1),
  }
}
