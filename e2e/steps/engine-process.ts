import type { ElectronApplication } from '@playwright/test'
import { expect } from '../fixtures.ts'

/** The engine's process; undefined while there is none. */
export function enginePid(app: ElectronApplication): Promise<number | undefined> {
  return app.evaluate(
    ({ app: electronApp }) => electronApp.getAppMetrics().find(({ name }) => name === 'Acuity engine')?.pid,
  )
}

/** Sends the engine's process a signal; answers which process that was. */
export async function signalEngine(app: ElectronApplication, signal: NodeJS.Signals): Promise<number> {
  await expect.poll(() => enginePid(app)).toBeDefined()
  const pid = await enginePid(app)
  if (pid === undefined) throw new Error('The engine has no process.')
  process.kill(pid, signal)
  return pid
}
