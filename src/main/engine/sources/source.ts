import type { ListImages } from '../dataset/index.ts'
import type { StoredImage } from '../image/index.ts'

/** Where a dataset's images come from, as its row says: each thread opens it for itself. */
export interface Source {
  kind: string
  /** A folder or a file, absolute and without links. */
  root: string
}

/** The images of a source by their paths in it, as its listing has them, whether they are there or not. */
export type Images = (path: string) => StoredImage

/** A way in which images lie on a disk, to be read where they are. */
export interface SourceKind {
  /** What a dataset is called that lies at such a path, if that says anything. */
  readonly nameOf: (root: string) => string
  readonly recognises: (root: string) => Promise<boolean>
  readonly list: ListImages
  /** Cheap: what it has to read first, it reads when it is asked for the first image's stat or bytes. */
  readonly open: (root: string) => Images
}
