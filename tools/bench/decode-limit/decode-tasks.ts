// A type, not an interface, so that it counts as a record of tasks.
export type DecodeTasks = {
  /** Reads whole files into memory, to be given first. */
  load: { input: { files: readonly string[] }; output: null }
  /**
   * Decodes files, over and over, until all threads together have decoded `images`.
   * `next` is a shared 32-bit counter of what has been taken.
   */
  decode: { input: { next: SharedArrayBuffer; images: number }; output: null }
}
