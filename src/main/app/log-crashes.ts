import { app } from 'electron'
import { stackOf, type Log } from '../log/index.ts'
import { ENGINE_NAME } from './engine-host.ts'

/** Writes into the log what becomes of the other processes of the window, and what ends this one. */
export function logCrashes(log: Log): void {
  app.on('render-process-gone', (_event, _contents, { reason, exitCode }) =>
    log.write(reason === 'clean-exit' ? 'info' : 'error', `page gone: ${reason}, exit code ${exitCode}`),
  )
  app.on('child-process-gone', (_event, { type, name, reason, exitCode }) => {
    // The engine's end is told by its host.
    if (name !== ENGINE_NAME) log.write('warn', `${name ?? type} gone: ${reason}, exit code ${exitCode}`)
  })
  process.on('uncaughtExceptionMonitor', (error) => log.write('error', `uncaught: ${stackOf(error)}`))
}
