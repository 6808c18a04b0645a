/** Where what a page holds lies in its file, and how many bytes it is once decompressed. */
export interface Stored {
  readonly offset: number
  readonly stored: number
  readonly size: number
}

/** The bytes of a page as they are once decompressed, read from any of them on. */
export interface Content {
  readonly size: number
  /**
   * Fills `target`.
   * @throws Damaged where the content ends before, or is damaged
   */
  readonly read: (descriptor: number, target: Uint8Array, from: number) => void
}
