import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'

const PREFIX = 'bench-'
const DAY_MS = 24 * 60 * 60 * 1000

/** Lends a new folder in `scratch` for as long as `use` takes. */
export async function withScratchFolder<T>(scratch: string, use: (folder: string) => Promise<T>): Promise<T> {
  await mkdir(scratch, { recursive: true })
  const folder = await mkdtemp(path.join(scratch, PREFIX))
  try {
    return await use(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Removes the folders of benchmarks that were killed: another process keeps one of its own for seconds, never a day. */
export async function sweepScratch(scratch: string): Promise<void> {
  const before = Date.now() - DAY_MS
  const names = await readdir(scratch).catch((): string[] => [])
  const folders = names.filter((name) => name.startsWith(PREFIX)).map((name) => path.join(scratch, name))
  // What cannot be removed is no reason not to measure.
  await Promise.allSettled(
    folders.map(async (folder) => {
      if ((await stat(folder)).mtimeMs < before) await rm(folder, { recursive: true, force: true })
    }),
  )
}
