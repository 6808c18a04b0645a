import { buildApp } from '../build/build.ts'
import { run } from '../test/run.ts'
import { needsVirtualDisplay, provisionDisplay, provisionElectron } from './provision.ts'

/**
 * Runs a program that opens windows, of an app that is built for it: sees to it that there is an Electron, and on a machine
 * without a screen starts the program once more on one that only exists in memory.
 */
export async function onScreen(program: () => Promise<void>): Promise<void> {
  const electron = provisionElectron()
  provisionDisplay()
  if (needsVirtualDisplay()) {
    const env = { ELECTRON_OVERRIDE_DIST_PATH: electron.folder }
    const screen = ['-a', '-s', '-screen 0 1920x1200x24']
    if (!(await run('xvfb-run', [...screen, process.execPath, ...process.argv.slice(1)], env))) process.exitCode = 1
    return
  }
  const fault = buildApp()
  if (fault !== null) throw new Error(fault)
  await program()
}
