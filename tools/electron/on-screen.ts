import { buildApp } from '../build/build.ts'
import { needsVirtualDisplay, provisionDisplay, provisionElectron } from './provision.ts'
import { openScreen } from './screen.ts'

/**
 * Runs a program that opens windows, of an app that is built for it: sees to it that there is an Electron, and on a machine
 * without a screen opens one that only exists in memory.
 */
export async function onScreen(program: () => Promise<void>): Promise<void> {
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = provisionElectron().folder
  provisionDisplay()
  const fault = buildApp()
  if (fault !== null) throw new Error(fault)
  const close = needsVirtualDisplay() ? await openScreen() : undefined
  try {
    await program()
  } finally {
    close?.()
  }
}
