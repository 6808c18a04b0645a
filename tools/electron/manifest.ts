import { hash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

const NAME = 'manifest.json'

/** SHA-256 of every file, by its path inside the folder. */
const Manifest = z.object({ files: z.record(z.string(), z.string()) })

/** Writes down every file of the folder, so that {@link findDamage} can tell later whether it is still whole. */
export function writeManifest(folder: string): void {
  const files = Object.fromEntries(filesOf(folder).map((file) => [file, sha256(path.join(folder, file))]))
  writeFileSync(path.join(folder, NAME), JSON.stringify({ files }, null, 2) + '\n')
}

/** The first thing in the folder that is not as its manifest says, in words; null when all of it is. */
export function findDamage(folder: string): string | null {
  const expected = readManifest(folder)
  if (!expected) return `${NAME} cannot be read`
  const present = new Set(filesOf(folder))
  for (const [file, sum] of Object.entries(expected.files)) {
    if (!present.delete(file)) return `${file} is missing`
    if (sha256(path.join(folder, file)) !== sum) return `${file} has changed`
  }
  // Electron would start whatever app it finds among its resources.
  const [stranger] = present
  return stranger === undefined ? null : `${stranger} does not belong there`
}

function readManifest(folder: string): z.infer<typeof Manifest> | null {
  try {
    return Manifest.parse(JSON.parse(readFileSync(path.join(folder, NAME), 'utf8')))
  } catch {
    return null
  }
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .filter((file) => file !== NAME)
    .sort()
}

function sha256(file: string): string {
  return hash('sha256', readFileSync(file), 'hex')
}
