import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Plugin } from 'vite'

/** What the bundle is made of, and by; installed packages are as the lockfile says. */
const SOURCES = [
  'src/**/*.*',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tools/{build-kernel,build/entries}.ts',
]
const OUTPUTS = ['out/{main,preload,renderer}/**/*.*']
const STAMP = 'out/built-from'

/** A checksum of what a bundle would be made of now: of names and contents, not of times. */
export function checksumOfSources(root: string): string {
  // The kernel comes of its own sources; tests are no part of the bundle.
  return checksum(root, SOURCES, (file) => !/(\.test\.ts|kernel\.wasm.*)$/.test(file))
}

/** Takes back what `out` says of itself: it is about to change. */
export function removeStamp(root: string): void {
  rmSync(path.join(root, STAMP), { force: true })
}

/** Writes down what the bundle, whole now, was made of. */
export function writeStamp(root: string, sources: string): void {
  writeFileSync(path.join(root, STAMP), `${sources}\n${checksum(root, OUTPUTS)}\n`)
}

/** Plugins that write down what a bundle was made of: for the part that is built first, and for the last one. */
export function stampPlugins(root: string): { first: Plugin; last: Plugin } {
  let sources = ''
  return {
    first: {
      name: 'stamp-begin',
      buildStart() {
        removeStamp(root)
        sources = checksumOfSources(root)
      },
    },
    // Not when the bundle is closed: one that could not be made is closed as well.
    last: { name: 'stamp-end', writeBundle: () => writeStamp(root, sources) },
  }
}

/** Whether the bundle is whole, and would be made of the very same sources again. */
export function isBuilt(root: string): boolean {
  const stamp = path.join(root, STAMP)
  if (!existsSync(stamp)) return false
  return readFileSync(stamp, 'utf8') === `${checksumOfSources(root)}\n${checksum(root, OUTPUTS)}\n`
}

function checksum(root: string, patterns: string[], counts: (file: string) => boolean = () => true): string {
  const sum = createHash('sha256')
  const files = globSync(patterns, { cwd: root }).filter(counts)
  for (const file of files.sort())
    sum.update(
      `${file}\0${createHash('sha256')
        .update(readFileSync(path.join(root, file)))
        .digest('hex')}\n`,
    )
  return sum.digest('hex')
}
