import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { z } from 'zod'

const PACKAGE = '@huggingface/transformers'
const VERSION = '4.3.1'
/** Half a gigabyte comes from the registry. */
const TIMEOUT_MS = 180_000

/** What `npm run build` writes to is ignored by git, and so is this. */
const folder = path.join(import.meta.dirname, '../../../out/bench', `transformers-${VERSION}`)

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
  mkdirSync(partial, { recursive: true })
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', partial, `${PACKAGE}@${VERSION}`]
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

const firstLine = (text: string) => text.trim().split('\n')[0] ?? ''
