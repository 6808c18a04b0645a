import path from 'node:path'
import { app, BrowserWindow } from 'electron'
import { EngineHost } from './app/engine-host.ts'
import { registerSchemes, serveProtocols } from './app/protocols/index.ts'
import { denyPermissions } from './app/security.ts'
import { openWindow } from './app/window.ts'
import { findHome } from './home.ts'

/** The desktop app's composition root: what is made here knows of nothing that is made after it. */
const built = path.join(import.meta.dirname, '..')
const home = findHome()
// Each home has its own profile, and so its own window: a second one on the same home brings the first to the front.
app.setPath('userData', path.join(home, 'window'))
registerSchemes()

if (app.requestSingleInstanceLock()) start()
else app.quit()

function start(): void {
  // Not awaited: 'ready' waits for this module to have been run.
  void app.whenReady().then(() => {
    denyPermissions()
    const host = new EngineHost(home)
    serveProtocols(path.join(built, 'renderer'), () => host.engine)
    const open = () => openWindow(host, path.join(built, 'preload', 'preload.cjs'))
    open()
    app.on('second-instance', () => BrowserWindow.getAllWindows()[0]?.focus())
    app.on('activate', () => {
      if (BrowserWindow.getAllWindows().length === 0) open()
    })
    closeEngineFirst(host)
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
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
