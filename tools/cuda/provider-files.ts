import { closeSync, existsSync, openSync, readFileSync, readSync, rmSync } from 'node:fs'
import path from 'node:path'
import { InstallError } from './install-error.ts'

export const modules = path.join(import.meta.dirname, '../../node_modules')
const package_ = path.join(modules, 'onnxruntime-node')

/** Where ONNX Runtime looks for its providers: beside its own library. */
export const providerFolder = path.join(package_, 'bin/napi-v6/linux/x64')

/** Where its own installer is. */
export const installerFolder = path.join(package_, 'script')

/** What makes CUDA work: the provider itself, and the few kilobytes through which ONNX Runtime talks to any provider. */
export const PROVIDER_FILES = ['libonnxruntime_providers_cuda.so', 'libonnxruntime_providers_shared.so'] as const

/** Says what was installed, from where, and under which licence. */
export const NOTICE_FILE = 'CUDA-PROVIDER.txt'

/** All that an installation may leave behind, by this program or by ONNX Runtime's own, which brings TensorRT's too. */
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

/**
 * Whether a provider was built for CUDA 13: libcudart's number is CUDA's. The library that it links is looked for in the
 * file's bytes: ldd may run what it is asked about.
 */
export const isForCuda13 = (file: string) => contains(file, Buffer.from('\0libcudart.so.13\0', 'latin1'))

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
