import { BrowserWindow, nativeTheme } from 'electron'
import { channels } from '../../shared/shell-bridge.ts'
import type { Log } from '../log/index.ts'
import type { EngineHost } from './engine-host.ts'
import { serveShell } from './ipc.ts'
import { setMenu } from './menu.ts'
import { PathGrants } from './path-grants.ts'
import { APP_ORIGIN } from './protocols/app-protocol.ts'
import { lockDown, SAFE_PREFERENCES } from './security.ts'
import { createShell } from './shell.ts'
import { rememberedBounds, rememberWindow } from './window-memory.ts'

/** Opens the window; the engine's process lives on whatever becomes of the page. */
export function openWindow(host: EngineHost, log: Log, preload: string): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    ...rememberedBounds(),
    minWidth: 800,
    minHeight: 600,
    show: false,
    title: 'Acuity',
    // The page's own --canvas, so that nothing flashes before it is there.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#131519' : '#fbfbfc',
    webPreferences: { ...SAFE_PREFERENCES, preload },
  })
  lockDown(window.webContents)
  const grants = new PathGrants()
  serveShell(window, createShell(window, host, log, grants), grants)
  window.once(
    'closed',
    host.onState((state) => window.webContents.send(channels.engineState, state)),
  )
  setMenu(window)
  rememberWindow(window)
  window.once('ready-to-show', () => window.show())
  void window.loadURL(`${APP_ORIGIN}/`)
  return window
}
