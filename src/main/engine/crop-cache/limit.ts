import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { writeWhole } from '../files/index.ts'

/** What the cache files may take together, in bytes, unless told otherwise. */
export const DEFAULT_LIMIT_BYTES = 20 * 2 ** 30

const Settings = z.object({ limitBytes: z.int().nonnegative() })

const settingsFile = (folder: string) => path.join(folder, 'limit.json')

/** The limit that was set; the default where none was, or none can be read. */
export async function readLimit(folder: string): Promise<number> {
  try {
    return Settings.parse(JSON.parse(await readFile(settingsFile(folder), 'utf8'))).limitBytes
  } catch {
    return DEFAULT_LIMIT_BYTES
  }
}

/** @throws AcuityError `file-unwritable` */
export async function writeLimit(folder: string, limitBytes: number): Promise<void> {
  await writeWhole(settingsFile(folder), [`${JSON.stringify(Settings.parse({ limitBytes }))}\n`], { isPrivate: true })
}
