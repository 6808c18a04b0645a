import type { DatasetFolder, FolderOptions, LabelledFile } from '../dataset/index.ts'

// A type, not an interface, so that it counts as a record of tasks.
export type FolderTasks = {
  /** Lists a folder and reads its lists. A flag that is not 0 any more ends that. */
  read: {
    input: { options: Omit<FolderOptions, 'stop'>; flag: SharedArrayBuffer }
    output: Omit<DatasetFolder, 'files'>
  }
  /** The next of the files that were found, in their order; none where there are no more. */
  next: { input: { count: number }; output: LabelledFile[] }
}
