import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { Machine } from './machine.ts'
import { isTest, OWN_FILES } from './packed-files.ts'

const root = path.join(import.meta.dirname, '../..')

/** What a figure depends on: figures of different ones do not belong in one report. */
export const Fingerprint = z.object({
  acuity: z.string(),
  /** SHA-256 of all of Acuity's own that is packed: there is no git where a GPU is. */
  sources: z.string(),
  onnxruntime: z.string(),
  node: z.string(),
  cpu: z.string(),
  device: z.string(),
  driver: z.string(),
})
export type Fingerprint = z.infer<typeof Fingerprint>

const names: Record<keyof Fingerprint, string> = {
  acuity: 'Acuity',
  sources: "Acuity's sources",
  onnxruntime: 'ONNX Runtime',
  node: 'Node',
  cpu: 'CPU',
  device: 'device',
  driver: 'driver',
}

export function fingerprintOf({ gpu, detail, diagnosis: { environment } }: Machine): Fingerprint {
  const { acuity, onnxruntime, node, cpu } = environment
  const device = gpu?.name ?? detail
  return {
    acuity,
    sources: hashSources(root, OWN_FILES),
    onnxruntime,
    node,
    cpu,
    device,
    driver: gpu?.driver ?? 'none',
  }
}

/** What two have different, as people know it. */
export function differences(before: Fingerprint, now: Fingerprint): string[] {
  const keys = Object.keys(names) as (keyof Fingerprint)[]
  return keys.filter((key) => before[key] !== now[key]).map((key) => names[key])
}

/** Of files and all that is in folders, tests aside: names and contents. */
export function hashSources(folder: string, entries: readonly string[]): string {
  const hash = createHash('sha256')
  for (const file of entries.flatMap((entry) => filesIn(folder, entry)).toSorted()) {
    const content = readFileSync(path.join(folder, file))
    hash.update(`${file}\0${content.byteLength}\0`).update(content)
  }
  return hash.digest('hex')
}

function filesIn(folder: string, entry: string): string[] {
  if (!statSync(path.join(folder, entry)).isDirectory()) return [entry]
  return readdirSync(path.join(folder, entry), { recursive: true, withFileTypes: true })
    .filter((found) => found.isFile() && !isTest(found.name))
    .map((found) => path.relative(folder, path.join(found.parentPath, found.name)))
}
