import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { app, screen, type BrowserWindow, type BrowserWindowConstructorOptions } from 'electron'
import { reachableBounds, WindowState } from './window-bounds.ts'

const memory = () => path.join(app.getPath('userData'), 'window-state.json')

/** Where the window was left, if that can still be reached. */
export function rememberedBounds(): Pick<BrowserWindowConstructorOptions, 'x' | 'y' | 'width' | 'height'> {
  const areas = screen.getAllDisplays().map(({ workArea }) => workArea)
  const state = read()
  return (state && reachableBounds(state.bounds, areas)) ?? {}
}

/** Brings the window to the size of the screen if it was left so, and remembers how it is left this time. */
export function rememberWindow(window: BrowserWindow): void {
  if (read()?.maximized === true) window.maximize()
  window.on('close', () => {
    const state: WindowState = { bounds: window.getNormalBounds(), maximized: window.isMaximized() }
    try {
      writeFileSync(memory(), JSON.stringify(state))
    } catch {
      // The next window opens as a first one does.
    }
  })
}

function read(): WindowState | null {
  try {
    return WindowState.parse(JSON.parse(readFileSync(memory(), 'utf8')))
  } catch {
    return null
  }
}
