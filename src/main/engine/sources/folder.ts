import path from 'node:path'
import { listFiles } from '../dataset/index.ts'
import { ImageFile } from '../image/index.ts'
import type { SourceKind } from './source.ts'

/** A folder of files, whatever lies at its path: listing it says where it is none. */
export const folder: SourceKind = {
  nameOf: (root) => path.basename(root),
  recognises: () => Promise.resolve(true),
  list: listFiles,
  open: (root) => {
    const within = root.endsWith(path.sep) ? root : root + path.sep
    // Not by `path.join`, which would look at every character of every image's path.
    return (image) => new ImageFile(within + image)
  },
}
