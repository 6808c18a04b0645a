// A type, not an interface, so that it counts as a record of tasks.
export type PictureTasks = {
  /** Answers a BMP file; `bytes` is the image's size when it was indexed. */
  draw: { input: { file: string; bytes: number; side: number }; output: Uint8Array<ArrayBuffer> }
}
