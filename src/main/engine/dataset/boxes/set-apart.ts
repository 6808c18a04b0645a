import path from 'node:path'
import type { LabelledFile } from '../labelled-file.ts'
import type { Listing } from '../listing.ts'
import type { BoxFiles } from './find-boxes.ts'

/** What lies below the root of a dataset but for the files with boxes: they are no part of it, also among its images. */
export function withoutBoxes(root: string, listing: Listing, boxes: BoxFiles | null): Listing {
  if (!boxes?.byImage) return listing
  const inside = path.relative(root, boxes.folder).replaceAll('\\', '/')
  if (inside === '') {
    const own = new Set(boxes.byImage.values())
    return { ...listing, files: listing.files.filter((file) => !own.has(file)) }
  }
  if (inside.split('/')[0] === '..' || path.isAbsolute(inside)) return listing
  const isElse = (name: string) => name !== inside && !name.startsWith(`${inside}/`)
  return { ...listing, files: listing.files.filter(isElse), folders: listing.folders.filter(isElse) }
}

/** The same files, each with the one that has its boxes where there is one. */
export function withBoxes(files: readonly LabelledFile[], boxes: BoxFiles | null): LabelledFile[] {
  return files.map((file) => {
    const own = boxes?.byImage?.get(file.path)
    return own === undefined ? file : { ...file, boxes: own }
  })
}
