import type { IndexResult } from '../../../shared/dataset.ts'
import type { DatasetRow } from '../db/index.ts'
import type { EngineContext } from '../wing.ts'
import type { IndexContext } from './index-dataset.ts'
import { refreshDataset, requireSameLinks } from './refresh-dataset.ts'

/** Indexing that tells how far it is, and when nothing is being indexed any more, whichever wing began it. */
export class Indexing {
  readonly #context: Pick<EngineContext, 'db' | 'resources' | 'emit'>
  #going = 0

  constructor(context: Pick<EngineContext, 'db' | 'resources' | 'emit'>) {
    this.#context = context
  }

  /** @throws AcuityError `cancelled` when the signal aborts, and what the work throws */
  async run<T>(signal: AbortSignal, work: (context: IndexContext) => Promise<T>): Promise<T> {
    const { db, resources, emit } = this.#context
    this.#going++
    try {
      return await work({
        db,
        resources,
        signal,
        onProgress: (progress) => emit('index.progress', progress),
      })
    } finally {
      this.#going--
      if (this.#going === 0) emit('index.finished', {})
      emit('changed', { what: 'datasets' })
    }
  }

  /**
   * Brings a dataset up to date before a run on it, unless that takes it as it was indexed.
   * @returns what was found; null where it was left out
   */
  async refresh(
    signal: AbortSignal,
    dataset: DatasetRow,
    { asIndexed, follow }: { asIndexed: boolean; follow?: boolean | undefined },
  ): Promise<IndexResult | null> {
    if (!asIndexed) return this.run(signal, (context) => refreshDataset(dataset, context, { follow }))
    requireSameLinks(dataset, follow)
    return null
  }
}
