import path from 'node:path'
import type { Cancellable } from '../../shared/contract.ts'
import { benchHandlers } from './bench/index.ts'
import { cacheHandlers } from './caches/index.ts'
import { datasetContentHandlers } from './contents/index.ts'
import { openQueue, runHandlers } from './eval/index.ts'
import { exportingHandlers } from './exporting/index.ts'
import { reportHandlers } from './export/index.ts'
import { homeHandlers } from './home/index.ts'
import { importHandlers } from './imports/index.ts'
import { datasetHandlers, Indexing } from './indexing/index.ts'
import { labelOrderHandlers } from './label-order/index.ts'
import { libraryHandlers } from './library/index.ts'
import { imageHandlers, Pictures } from './pictures/index.ts'
import { recipeDoctorHandlers } from './recipe-doctor/index.ts'
import { annotationHandlers, AnswerPacker, resultHandlers } from './results/index.ts'
import { sampleHandlers } from './sample/index.ts'
import { Purging, shelfHandlers } from './shelf/index.ts'
import { sweepHandlers } from './sweeps/index.ts'
import type { EngineContext, Handlers } from './wing.ts'

/** The wings, each of which answers its part of the contract. */
export function openWings(context: EngineContext): { handlers: Handlers<Cancellable>; close: () => Promise<unknown> } {
  const indexing = new Indexing(context)
  const packer = new AnswerPacker(context.db)
  const queue = openQueue(context, (summary) => packer.add(summary))
  const purging = new Purging(context.db, context.caches.crops)
  const pictures = new Pictures(context.db, path.join(context.caches.scratch, 'thumbnails.db'))
  const shared = { ...context, indexing, queue, pictures }
  const closeQueue = async () => {
    await queue.close()
    await packer.close()
  }
  return {
    handlers: {
      ...homeHandlers(shared),
      ...benchHandlers(shared),
      ...cacheHandlers(shared),
      ...datasetHandlers(shared),
      ...datasetContentHandlers(shared),
      ...libraryHandlers(shared),
      ...exportingHandlers(shared),
      ...sampleHandlers(shared),
      ...runHandlers(shared),
      ...sweepHandlers(shared),
      ...resultHandlers(shared),
      ...labelOrderHandlers(shared),
      ...recipeDoctorHandlers(shared),
      ...annotationHandlers(shared),
      ...shelfHandlers(shared),
      ...imageHandlers(shared),
      ...importHandlers(shared),
      ...reportHandlers(shared),
    },
    close: () => Promise.allSettled([closeQueue(), purging.close(), pictures.close()]),
  }
}
