import { open } from 'node:fs/promises'
import path from 'node:path'
import type { CropCacheKey } from '../../../shared/crop-cache.ts'
import { findCropFiles, type CropFile } from './crop-files.ts'
import { readFileHeader } from './file-header.ts'
import { isLocked, type Locks } from './locks.ts'
import { followRecords, readIndexed } from './read-records.ts'

export interface DescribedCropFile extends CropFile {
  file: string
  /** Null where the file is none of ours, damaged, or of another version. */
  key: CropCacheKey | null
  images: number
  inUse: boolean
}

/** What each cache file of a folder holds, the least recently used first. */
export async function describeCropFiles(folder: string, locks: Locks): Promise<DescribedCropFile[]> {
  const described: DescribedCropFile[] = []
  for (const found of await findCropFiles(folder)) {
    const file = path.join(folder, found.name)
    // A file that vanished meanwhile, or cannot be read, has no key.
    const content = await describeContent(file).catch(() => ({ key: null, images: 0 }))
    described.push({ ...found, file, ...content, inUse: isLocked(locks, found.name) })
  }
  return described
}

async function describeContent(file: string): Promise<Pick<DescribedCropFile, 'key' | 'images'>> {
  const handle = await open(file)
  try {
    const header = readFileHeader(handle.fd)
    if (!header) return { key: null, images: 0 }
    const records = await readIndexed(file, handle.fd, header)
    await followRecords(records, handle.fd, header)
    return { key: header.key, images: records.entries.size }
  } finally {
    await handle.close()
  }
}
