import { realpath } from 'node:fs/promises'
import path from 'node:path'
import type { IndexResult } from '../../../shared/dataset.ts'
import type { ModelRow } from '../db/index.ts'
import { indexDataset, type IndexContext } from '../indexing/index.ts'
import { addModel } from '../library/index.ts'

/** The bundled networks, the one that sees more first, and then the one that takes any size. */
const NETWORKS = ['sample_net_227', 'sample_net_99', 'sample_net_any']

/**
 * Adds the dataset and the models that ship with Acuity; once more, it brings them up to date.
 * @throws AcuityError `cancelled`, `busy`
 */
export async function addSample(
  resources: string,
  context: IndexContext,
): Promise<{ dataset: IndexResult; models: ModelRow[] }> {
  const { db } = context
  const sample = path.join(resources, 'sample')
  const folder = await realpath(path.join(sample, 'val'))
  // Someone may have indexed it before, under one or several names of their own.
  const dataset = await indexDataset({ folder, name: db.datasets.byRoot(folder)[0]?.name }, context)
  const files = NETWORKS.map((network) => path.join(sample, 'models', `${network}.onnx`))
  return { dataset, models: await Promise.all(files.map((file) => addModel(db, { file, weights: null }))) }
}
