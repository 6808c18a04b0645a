import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { isSealed, sealed } from '../src/main/engine/wasm/seal.ts'

const root = path.join(import.meta.dirname, '..')
const assembly = path.join(root, 'src/main/engine/wasm/assembly')
const compiled = path.join(assembly, '../kernel.wasm')

/**
 * Neither a runtime nor a heap: whoever calls the kernel lays out its memory. Warning 112 is about vectors that JavaScript would
 * be given, but they go from file to file only.
 */
const OPTIONS = ['-O3', '--enable', 'simd', '--runtime', 'stub', '--disableWarning', '112']

/**
 * Compiles the kernel from AssemblyScript to WebAssembly, unless that was done since the kernel, the compiler and
 * this script last changed, and what came of it is still whole. Alone it is `npm run prepare`; the build and vitest call it as well, so that no test and no
 * bundle has a kernel of yesterday.
 */
export default function buildKernel(): void {
  if (isUpToDate()) return
  // As a program of its own: imported, its types of numbers and arrays would become those of all TypeScript here.
  const compiler = path.join(root, 'node_modules/assemblyscript/bin/asc.js')
  // Several processes may do this at once: each puts a whole file in place.
  const unfinished = `${compiled}.${process.pid}`
  const files = [path.join(assembly, 'index.ts'), '--outFile', unfinished]
  const { status, error } = spawnSync(process.execPath, [compiler, ...files, ...OPTIONS], { stdio: 'inherit' })
  if (status !== 0) throw new Error('the kernel does not compile', { cause: error })
  writeFileSync(unfinished, sealed(readFileSync(unfinished)))
  renameSync(unfinished, compiled)
}

function isUpToDate(): boolean {
  const inputs = [
    import.meta.filename,
    path.join(root, 'package-lock.json'),
    ...readdirSync(assembly).map((file) => path.join(assembly, file)),
  ]
  const modified = (file: string) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
  return inputs.every((file) => modified(file) < modified(compiled)) && isSealed(readFileSync(compiled))
}

if (import.meta.main) buildKernel()
