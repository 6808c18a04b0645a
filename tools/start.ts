import { spawn } from 'node:child_process'
import path from 'node:path'
import {
  ensure,
  fetchElectron,
  placeSqlite,
  ProvisionError,
  sandboxSwitches,
  systemLibraries,
  type Electron,
} from './electron/index.ts'
import { provisionElectron } from './electron/provision.ts'
import { buildApp } from './build/build.ts'

/**
 * Opens the desktop app, built where it has changed, in an Electron that is assembled where its server is out of reach; what
 * else is on the command line goes to the app.
 */
const root = path.join(import.meta.dirname, '..')

try {
  const electron = prepare()
  const fault = buildApp()
  if (fault === null) run(electron.executable)
  else fail(fault)
} catch (error) {
  if (!(error instanceof ProvisionError)) throw error
  fail(error.message)
}

function prepare(): Electron {
  const found = fetchElectron()
  // An assembled one is of no use without what it needs: all of it is seen to, as by `npm run electron:runtime`.
  if ('missing' in found) return provisionElectron(found)
  // To open a window is no leave to install packages.
  if (process.platform === 'linux') ensure(systemLibraries(found.executable), false)
  placeSqlite(found)
  return found
}

function fail(message: string): void {
  console.error(message)
  process.exitCode = 1
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
