import { workerData } from 'node:worker_threads'
import { CropStore, type CropAttachment } from '../crop-store.ts'
import { identity, picture } from './pictures.ts'

export interface Appending {
  attachment: CropAttachment
  thread: number
  threads: number
  /** Images that each thread appends. */
  count: number
}

const { attachment, thread, threads, count } = workerData as Appending
const store = new CropStore(attachment)
for (let n = thread; n < threads * count; n += threads) store.append(identity(n), picture(n, 16 + (n % 5)))
store.close()
