import path from 'node:path'
import { BrowserWindow, nativeTheme } from 'electron'
import { channels } from '../../shared/shell-bridge.ts'
import type { EngineHost } from './engine-host.ts'
import { serveShell } from './ipc.ts'
import { setMenu } from './menu.ts'
import { PathGrants } from './path-grants.ts'
import { APP_ORIGIN } from './protocols/app-protocol.ts'
import { lockDown, SAFE_PREFERENCES } from './security.ts'
import { createShell } from './shell.ts'

/** Opens the window; the engine's process lives on whatever becomes of the page. */
export function openWindow(host: EngineHost, preload: string): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 880,
    minHeight: 600,
    show: false,
    title: 'Acuity',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#15171c' : '#ffffff',
    webPreferences: { ...SAFE_PREFERENCES, preload: path.resolve(preload) },
  })
  lockDown(window.webContents)
  const grants = new PathGrants()
  serveShell(window, createShell(window, host, grants), grants)
  host.onState((state) => {
    if (!window.isDestroyed()) window.webContents.send(channels.engineState, state)
  })
  setMenu(window)
  window.once('ready-to-show', () => window.show())
  void window.loadURL(`${APP_ORIGIN}/`)
  return window
}
