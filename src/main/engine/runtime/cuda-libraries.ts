import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { promisify } from 'node:util'

/** What each library comes with, as people know it. */
const ORIGINS: [prefix: string, origin: string][] = [
  ['libcuda.so', 'the NVIDIA driver'],
  ['libcudnn', 'cuDNN 9'],
  ['lib', 'CUDA 13'],
]

/** Where libraries that a machine lacks are found; nothing of NVIDIA's comes with Acuity. */
export const WHERE_CUDA_IS =
  'CUDA 13 and cuDNN 9 come from the machine, or from the Python packages nvidia-cublas, nvidia-cudnn-cu13, ' +
  'nvidia-cuda-runtime and nvidia-curand (PyTorch for CUDA 13 brings them all): where the loader does not find them ' +
  'itself, put their folders (…/site-packages/nvidia/*/lib) on LD_LIBRARY_PATH'

/** Where ONNX Runtime looks for its CUDA provider: beside its own library. There is one for Linux x64 only. */
export function cudaProviderFile(): string | null {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null
  const entry = createRequire(import.meta.url).resolve('onnxruntime-node')
  return path.join(path.dirname(entry), '../bin/napi-v6/linux/x64/libonnxruntime_providers_cuda.so')
}

/** Whether CUDA could work here at all: where ONNX Runtime has no provider for it, there is nothing to try. */
export function hasCudaProvider(): boolean {
  const file = cudaProviderFile()
  return file !== null && existsSync(file)
}

/** The shared libraries that a library links, as the loader finds them now: null is nowhere. */
export async function linkedLibraries(file: string): Promise<Map<string, string | null>> {
  const { stdout } = await promisify(execFile)('ldd', [file])
  const lines = stdout.split('\n').map((line) => /^\s*(\S+) => (not found|\S+)/.exec(line))
  const found = lines.flatMap((match) => (match ? [[match[1] ?? '', match[2] ?? ''] as const] : []))
  return new Map(found.map(([name, found]) => [name, found === 'not found' ? null : found]))
}

/** Why CUDA cannot work on this machine and what to do about it, as far as files tell; null where they do not. */
export async function whatCudaLacks(): Promise<string | null> {
  const file = cudaProviderFile()
  if (file === null) return null
  if (!existsSync(file)) return 'its provider is not installed ("npm run cuda:install" brings it)'
  // Without ldd (musl, for one) the loader's own message has to do.
  const libraries = await linkedLibraries(file).catch(() => new Map<string, null>())
  const missing = [...libraries].filter(([, found]) => found === null).map(([name]) => describe(name))
  return missing.length === 0 ? null : `missing: ${missing.join(', ')}. ${WHERE_CUDA_IS}`
}

function describe(library: string): string {
  const origin = ORIGINS.find(([prefix]) => library.startsWith(prefix))?.[1]
  return origin === undefined ? library : `${library} (${origin})`
}
