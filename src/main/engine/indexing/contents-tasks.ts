import type { ContentsOptions, DatasetContents, LabelledFile } from '../dataset/index.ts'
import type { Source } from '../sources/index.ts'

// A type, not an interface, so that it counts as a record of tasks.
export type ContentsTasks = {
  /** Lists a source and reads its lists. A flag that is not 0 any more ends that. */
  read: {
    input: { options: Source & Omit<ContentsOptions, 'stop'>; flag: SharedArrayBuffer }
    output: Omit<DatasetContents, 'files'>
  }
  /** The next of the files that were found, in their order; none where there are no more. */
  next: { input: { count: number }; output: LabelledFile[] }
}
