import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { z } from 'zod'

const PACKAGE = '@huggingface/transformers'
/** Fixes the version and checksum of everything that comes with it. */
const pinned = path.join(import.meta.dirname, 'package')
/** Half a gigabyte comes from the registry. */
const TIMEOUT_MS = 180_000

/** What `npm run build` writes to is ignored by git, and so is this. */
const folder = path.join(
  import.meta.dirname,
  '../../../out/bench',
  `peer-${digest(path.join(pinned, 'package-lock.json'))}`,
)

export interface Peer {
  /** Module to be imported. */
  entry: string
  /** The package with its version, and those of what it decodes and infers with. */
  versions: string
}

/**
 * Installs transformers.js beside the project, which does not depend on it, unless it was installed before. It brings its
 * own ONNX Runtime.
 * @returns what went wrong, in words, where it cannot be had
 */
export function installPeer(): Peer | { missing: string } {
  if (!existsSync(folder)) {
    const missing = download()
    if (missing !== null) return { missing }
  }
  const entry = createRequire(path.join(folder, 'package.json')).resolve(PACKAGE)
  const versions = [PACKAGE, 'onnxruntime-node', 'sharp'].map((name) => `${name} ${versionOf(name)}`).join(', ')
  return { entry, versions }
}

const Manifest = z.object({ version: z.string() })

function versionOf(name: string): string {
  const manifest = readFileSync(path.join(folder, 'node_modules', name, 'package.json'), 'utf8')
  return Manifest.parse(JSON.parse(manifest)).version
}

/** Installs into another folder first: what is there under its own name is whole. */
function download(): string | null {
  const partial = `${folder}.partial`
  rmSync(partial, { recursive: true, force: true })
  cpSync(pinned, partial, { recursive: true })
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', partial]
  const { status, stderr, error } = spawnSync('npm', args, {
    encoding: 'utf8',
    timeout: TIMEOUT_MS,
    shell: process.platform === 'win32',
    env: outsideOfNpm(),
  })
  if (status !== 0) return `npm could not install it (${error?.message ?? firstLine(stderr)})`
  renameSync(partial, folder)
  return null
}

/** An npm that is started by an npm would take the outer one's settings for its own. */
function outsideOfNpm(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')))
}

function digest(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 12)
}

const firstLine = (text: string) => text.trim().split('\n')[0] ?? ''
