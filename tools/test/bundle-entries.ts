import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { build, type Rolldown } from 'vite'
import { entries, names, native } from '../build/entries.ts'
import buildKernel from '../build-kernel.ts'
import { narrowNetworks } from './narrow-networks.ts'

const root = path.join(import.meta.dirname, '../..')
const folder = path.join(root, 'out/test')
/** The same again, with resources of its own. */
const narrow = path.join(root, 'out/test-narrow')

/** How long a file is left that the bundle has no more: other tests may be at work with it. */
const KEPT_MS = 24 * 3600_000

/**
 * Before the tests beside the code: bundles the command line and the engine's threads, with what they import from npm, into
 * `out/test`. Tests start thousands of them, and looking for some hundred files was most of what each took to start.
 */
export default async function bundleEntries(): Promise<void> {
  buildKernel()
  const input = Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, path.join(root, file)]))
  const bundle = (await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: native },
    build: { ssr: true, target: 'node24', write: false, rolldownOptions: { input, output: names } },
  })) as Rolldown.RolldownOutput
  const files = new Map<string, string | Uint8Array>(
    bundle.output.map((file) => [file.fileName, file.type === 'chunk' ? file.code : file.source]),
  )
  files.set('kernel.wasm', readFileSync(path.join(root, 'src/main/engine/wasm/kernel.wasm')))
  for (const to of [folder, narrow]) {
    for (const [name, content] of files) replace(path.join(to, name), Buffer.from(content))
    for (const { name } of readdirSync(to, { withFileTypes: true }).filter((entry) => entry.isFile())) {
      const file = path.join(to, name)
      if (!files.has(name) && statSync(file).mtimeMs < Date.now() - KEPT_MS) rmSync(file, { force: true })
    }
  }
  for (const [name, content] of narrowNetworks(path.join(root, 'resources')))
    replace(path.join(narrow, 'resources', name), content)
}

/** Puts a file in place as a whole, unless it is there: other tests of this tree may be starting threads from it. */
function replace(file: string, content: Buffer): void {
  if (existsSync(file) && readFileSync(file).equals(content)) return
  mkdirSync(path.dirname(file), { recursive: true })
  const unfinished = `${file}.${process.pid}`
  writeFileSync(unfinished, content)
  renameSync(unfinished, file)
}
