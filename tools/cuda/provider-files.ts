import { closeSync, existsSync, openSync, readFileSync, readSync, rmSync } from 'node:fs'
import path from 'node:path'
import { linkedLibraries } from '../../src/main/engine/runtime/cuda-libraries.ts'
import { InstallError } from './install-error.ts'

const package_ = path.join(import.meta.dirname, '../../node_modules/onnxruntime-node')

/** Where ONNX Runtime looks for its providers: beside its own library. */
export const providerFolder = path.join(package_, 'bin/napi-v6/linux/x64')

export const installerScript = path.join(package_, 'script/install.js')

/** What makes CUDA work: the provider itself, and the few kilobytes through which ONNX Runtime talks to any provider. */
export const PROVIDER_FILES = ['libonnxruntime_providers_cuda.so', 'libonnxruntime_providers_shared.so'] as const

/** Says what was installed, from where, and under which licence. */
export const NOTICE_FILE = 'CUDA-PROVIDER.txt'

/** All that an installation may leave behind; TensorRT's provider comes with ONNX Runtime's own, and is of no use here. */
const INSTALLED = [...PROVIDER_FILES, 'libonnxruntime_providers_tensorrt.so', NOTICE_FILE]

/** The version of ONNX Runtime that is installed: a provider of another one would not load, or worse. */
export function runtimeVersion(): string {
  try {
    const manifest: unknown = JSON.parse(readFileSync(path.join(package_, 'package.json'), 'utf8'))
    if (typeof manifest === 'object' && manifest && 'version' in manifest) return String(manifest.version)
  } catch {
    // Said below.
  }
  throw new InstallError('onnxruntime-node is not installed: run "npm ci" first.')
}

export const isInstalled = () => PROVIDER_FILES.every((name) => existsSync(path.join(providerFolder, name)))

/** Takes out whatever an installation has left, whole or not; what onnxruntime-node brings itself stays. */
export function removeProvider(): string {
  const found = INSTALLED.filter((name) => existsSync(path.join(providerFolder, name)))
  for (const name of found) rmSync(path.join(providerFolder, name))
  return found.length === 0 ? 'The CUDA provider is not installed.' : `Removed ${found.join(', ')}.`
}

/**
 * Whether a provider was built as a part of ONNX Runtime `version`: it holds that version as a string of its own, by
 * which it asks for the API.
 */
export function isOfVersion(file: string, version: string): boolean {
  return contains(file, Buffer.from(`\0${version}\0`, 'latin1'))
}

/** Whether a provider was built for CUDA 13: libcudart's number is CUDA's. */
export const isForCuda13 = async (file: string) => (await linkedLibraries(file)).has('libcudart.so.13')

/** Searches a file that may be large in pieces of 16 MiB, which overlap so that nothing hides on a border. */
function contains(file: string, needle: Buffer): boolean {
  const buffer = Buffer.alloc(16 * 2 ** 20)
  const handle = openSync(file, 'r')
  try {
    for (let at = 0; ; at += buffer.length - needle.length) {
      const read = readSync(handle, buffer, 0, buffer.length, at)
      if (buffer.subarray(0, read).includes(needle)) return true
      if (read < buffer.length) return false
    }
  } finally {
    closeSync(handle)
  }
}
