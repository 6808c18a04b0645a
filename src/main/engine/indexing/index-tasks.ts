import type { ContentsOptions, DatasetContents, LabelledFile, NameFault } from '../dataset/index.ts'
import type { ImageInspection, SharedMemory } from '../image/index.ts'
import type { Source } from '../sources/index.ts'

export interface FileToInspect {
  path: string
  /** Why it is not to be opened, if it is not: nothing is there, or a link that is not followed. */
  unopened: NameFault | null
  /** What the database knows of the file, if anything. */
  known: { bytes: number; seenMs: number } | null
}

// A type, not an interface, so that it counts as a record of tasks.
export type IndexTasks = {
  /** Lists a source and reads its lists. A flag that is not 0 any more ends that. */
  read: {
    input: { options: Source & Omit<ContentsOptions, 'stop'>; flag: SharedArrayBuffer }
    output: Omit<DatasetContents, 'files'>
  }
  /** The next of the files that were found, in their order; none where there are no more. */
  next: { input: { count: number }; output: LabelledFile[] }
  /** Answers in the order of the files; 'unchanged' where size and time are as known. */
  inspect: {
    /** `memory` is that of all threads that inspect. */
    input: { source: Source; files: FileToInspect[]; memory: SharedMemory }
    output: (ImageInspection | 'unchanged')[]
  }
}
