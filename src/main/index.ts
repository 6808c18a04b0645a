import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { app, BrowserWindow, dialog } from 'electron'
import { messageOf } from '../shared/errors.ts'
import { EngineHost } from './app/engine-host.ts'
import { logCrashes } from './app/log-crashes.ts'
import { registerSchemes, serveProtocols } from './app/protocols/index.ts'
import { denyPermissions } from './app/security.ts'
import { signalRuns } from './app/run-signals.ts'
import { openWindow } from './app/window.ts'
import { databaseFile, findHome } from './home.ts'
import { Log } from './log/index.ts'

/** The desktop app's composition root: what is made here knows of nothing that is made after it. */
const built = path.join(import.meta.dirname, '..')
const home = findHome()

try {
  // Each home has its own profile, and so its own window: a second one on the same home brings the first to the front.
  app.setPath('userData', profileFolder())
  registerSchemes()
  if (app.requestSingleInstanceLock()) start()
  else app.quit()
} catch (error) {
  // Without a folder of its own Chromium cannot even open the window that would say so.
  dialog.showErrorBox('Acuity cannot be opened', `${messageOf(error)}\nChoose another home folder with ACUITY_HOME.`)
  app.exit(1)
}

/** What Chromium keeps of the window; of a home that can only be read, for as long as the window is open. */
function profileFolder(): string {
  const profile = path.join(home, 'window')
  try {
    mkdirSync(profile, { recursive: true, mode: 0o700 })
    accessSync(profile, constants.W_OK)
    return profile
  } catch (error) {
    if (!existsSync(databaseFile(home))) throw error
    const passing = mkdtempSync(path.join(os.tmpdir(), 'acuity-window-'))
    app.on('quit', () => rmSync(passing, { recursive: true, force: true }))
    return passing
  }
}

function start(): void {
  // Not awaited: 'ready' waits for this module to have been run.
  void app.whenReady().then(() => {
    denyPermissions()
    const log = new Log(home, 'window')
    log.write('info', `Acuity ${app.getVersion()} opened, Electron ${process.versions.electron}`)
    logCrashes(log)
    const host = new EngineHost(home, log)
    serveProtocols(path.join(built, 'renderer'), () => host.engine)
    const show = () => showWindow(() => openWindow(host, log, path.join(built, 'preload', 'preload.cjs')))
    show()
    signalRuns(host, show)
    app.on('second-instance', show)
    app.on('activate', show)
    closeEngineFirst(host)
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
}

/** Brings the window to the front; opens one where there is none. */
function showWindow(open: () => BrowserWindow): void {
  const window = BrowserWindow.getAllWindows()[0] ?? open()
  if (window.isMinimized()) window.restore()
  window.focus()
}

/** Quitting waits for the batches in work: nothing that was computed is lost. */
function closeEngineFirst(host: EngineHost): void {
  let closed = false
  app.on('will-quit', (event) => {
    if (closed) return
    event.preventDefault()
    void host.close().then(() => {
      closed = true
      app.quit()
    })
  })
}
