import type { Advice } from '../../../shared/advice.ts'
import type { Stop } from '../files/index.ts'
import type { Labels } from './lists/labels.ts'

/** What lies below the root of a dataset, by names alone. */
export interface Listing {
  /** Files relative to the root, with forward slashes, sorted. */
  files: string[]
  /** The folders in it that were looked into, in the same way. */
  folders: string[]
  /** Dot files, thumbnails of file managers, pipes and the like: named but not indexed. */
  litter: string[]
  /** Files, and folders that were not looked into, to which links lead out of the root. */
  outside: number
  /** Those of the files that are not to be followed. */
  refused: Set<string>
  /** Those of the files that are links which lead nowhere. */
  broken: Set<string>
  /** Labels that the images lie with; null where folders or lists say them. */
  labels: Labels | null
  /** What the numbers among them stand for, by number; none where they are the classes' indices. */
  classNames?: readonly string[]
  /** What of it could not be listed. */
  warnings: Advice[]
  /** The file of a list that lies right in the root, absolute; null where there is none. */
  ownList: (name: string) => string | null
  /**
   * The text of a list, one of its own or a file anywhere.
   * @param what what it is meant to be, for the message
   * @throws AcuityError `file-unreadable`
   */
  readList: (file: string, what: string) => Promise<string>
}

export interface ListOptions {
  /** Whether links are followed where they lead out of the root. */
  follow: boolean
  /** Ends the listing once nobody waits for it. */
  stop?: Stop | undefined
}

export type ListImages = (root: string, options: ListOptions) => Promise<Listing>
