import { session, type BrowserWindow, type WebContents, type WebFrameMain } from 'electron'
import { APP_ORIGIN } from './protocols/app-protocol.ts'

/** What every page is opened with; nothing of Node is within its reach. */
export const SAFE_PREFERENCES = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  webviewTag: false,
  spellcheck: false,
  // A path dropped beside the drop handler must not become a navigation.
  navigateOnDragDrop: false,
} as const

/** Pages stay where they are: no navigation, no new window, no frame inside, no permission. */
export function lockDown(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault())
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

/** What Chromium calls writing to the clipboard after a key or a click. */
const COPY_TEXT = 'clipboard-sanitized-write'

/** No page needs a camera, a notification or the clipboard's contents; text may be copied to it. */
export function denyPermissions(): void {
  session.defaultSession.setPermissionRequestHandler((_contents, permission, answer) =>
    answer(permission === COPY_TEXT),
  )
  session.defaultSession.setPermissionCheckHandler((_contents, permission) => permission === COPY_TEXT)
}

/** Whether a message comes from our page, in the main frame of our window. */
export function isTrustedSender(frame: WebFrameMain | null, window: BrowserWindow): boolean {
  if (window.isDestroyed() || !frame || frame !== window.webContents.mainFrame) return false
  return frame.origin === APP_ORIGIN
}
