import { copyFileSync } from 'node:fs'
import path from 'node:path'
import { build } from 'vite'
import { entries, names } from '../build/entries.ts'
import buildKernel from '../build-kernel.ts'

const root = path.join(import.meta.dirname, '../..')
const outDir = path.join(root, 'out/test')

/** Native code cannot be bundled. */
const NATIVE = ['onnxruntime-node', 'better-sqlite3', 'koffi', '@julusian/jpeg-turbo', '@cwasm/jpeg-turbo']

/**
 * Before the tests beside the code: bundles the command line and the engine's threads, with what they import from npm. Tests start thousands
 * of them, and what a thread of some hundred files takes to start is mostly looking for these.
 */
export default async function bundleEntries(): Promise<void> {
  buildKernel()
  const input = Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, path.join(root, file)]))
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: NATIVE },
    build: { ssr: true, target: 'node24', outDir, emptyOutDir: true, rolldownOptions: { input, output: names } },
  })
  copyFileSync(path.join(root, 'src/main/engine/wasm/kernel.wasm'), path.join(outDir, 'kernel.wasm'))
}
