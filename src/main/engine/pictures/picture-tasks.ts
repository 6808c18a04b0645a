import type { Geometry } from '../../../shared/recipe.ts'
import type { IndexedFile } from '../image/index.ts'
import type { Source } from '../sources/index.ts'

/** Where an image lies, and what it was when it was indexed. */
export interface LocatedImage extends IndexedFile {
  source: Source
  path: string
}

// A type, not an interface, so that it counts as a record of tasks.
export type PictureTasks = {
  /** The whole image, its longer side at most `side` pixels, as a BMP file. */
  draw: { input: LocatedImage & { side: number }; output: Uint8Array<ArrayBuffer> }
  /** The same as a JPEG file, or still as a BMP file where nothing compresses. */
  thumbnail: { input: LocatedImage & { side: number }; output: Uint8Array<ArrayBuffer> }
  /** What a recipe cuts out of the image, as a BMP file. */
  crop: { input: LocatedImage & { geometry: Geometry }; output: Uint8Array<ArrayBuffer> }
}
