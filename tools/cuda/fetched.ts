/** A provider that was fetched, and is not installed yet. */
export interface Fetched {
  /** Where its files are. */
  folder: string
  /** What people know it by. */
  source: string
  /** Whether it is what it was when this program was written: fixed by a hash. */
  isPinned: boolean
  /** What its packager says of the package; null where that is ONNX Runtime's own. */
  licence: string | null
}
