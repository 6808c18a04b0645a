import type { Advice } from '../../../shared/advice.ts'
import type { Remedy } from '../../../shared/remedy.ts'
import type { SkipReason } from '../../../shared/skip.ts'

/** Why a file has no prediction, known by its name alone. */
export interface NameFault {
  reason: SkipReason
  detail: string
}

/** A file of the dataset before it is opened. A file with a fault is recorded, and skipped by every run. */
export interface LabelledFile {
  path: string
  label: number | null
  fault: NameFault | null
  /** Whether there is a file that may be opened: a list may name one that is not there, and links may be refused. */
  isThere: boolean
  /** Whether a list says that it is an image. Where none does, its name or its content has to. */
  isListed: boolean
  /** The file with the boxes of its objects, in the folder that those lie in; only where there is one. */
  boxes?: string
}

/** An image of which something says another class than it is taken for. */
export interface Disagreement<Class = number | string> {
  path: string
  /** What says so: a list, absolute; or `folder` or `name`, the image's own. */
  source: string
  says: Class
}

export interface Assignment {
  files: LabelledFile[]
  /** Files that belong to no class, and are no part of the dataset: named, not counted. */
  ignored: string[]
  /** What a person should know about the labels before they believe a figure. */
  warnings: Advice[]
  /** Where something says another class than is taken. */
  disagreements: Disagreement[]
}

export const faultOf = (reason: SkipReason, detail: string): NameFault => ({ reason, detail })

/** What can be done where nothing is left but such links. */
export const FOLLOW: readonly Remedy[] = [{ do: 'treat-links', follow: true }]

/** Recorded in the place of a file that links lead to, out of the dataset's folder, where none are followed. */
export const refusedLink = () =>
  faultOf('link-outside', "a link leads to it, out of the dataset's folder, and such links are refused")

/** Files that a run would not skip by what their names say. */
export const usable = ({ files }: Pick<Assignment, 'files'>) =>
  files.reduce((count, { fault }) => (fault === null ? count + 1 : count), 0)
