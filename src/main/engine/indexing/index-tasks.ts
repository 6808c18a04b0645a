import type { ContentsOptions, DatasetContents, LabelledFile, NameFault } from '../dataset/index.ts'
import type { BoxFile, KnownImage } from '../db/index.ts'
import type { ImageInspection, SharedMemory } from '../image/index.ts'
import type { Source } from '../sources/index.ts'

export interface FileToInspect {
  path: string
  /** Why it is not to be opened, if it is not: nothing is there, or a link that is not followed. */
  unopened: NameFault | null
  /** What the database knows of the file, if anything. */
  known: (Pick<KnownImage, 'bytes' | 'seenMs'> & Size) | null
  /** The file with its boxes, if there is one, and what the database knows of that. */
  boxes: { file: string; known: Pick<BoxFile, 'bytes' | 'mtimeMs'> | null } | null
}

interface Size {
  width: number | null
  height: number | null
}

export interface Inspection {
  /** 'unchanged' where size and time are as known. */
  image: ImageInspection | 'unchanged'
  /** In the same way; null where there are none. */
  boxes: BoxFile | 'unchanged' | null
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
  /** Answers in the order of the files. */
  inspect: {
    /** `boxes` is where those lie, if anywhere; `memory` is that of all threads that inspect. */
    input: { source: Source; boxes: Source | null; files: FileToInspect[]; memory: SharedMemory }
    output: Inspection[]
  }
}
