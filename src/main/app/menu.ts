import { Menu, type BrowserWindow, type MenuItemConstructorOptions } from 'electron'
import { channels } from '../../shared/shell-bridge.ts'
import type { MenuCommand } from '../../shared/shell-contract.ts'

/** The menu bar: what it offers, the page does. */
export function setMenu(window: BrowserWindow): void {
  const item = (label: string, command: MenuCommand, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    ...(accelerator !== undefined && { accelerator }),
    click: () => {
      // On macOS the menu bar outlives the window.
      if (!window.isDestroyed()) window.webContents.send(channels.menu, command)
    },
  })
  const template: MenuItemConstructorOptions[] = [
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        item('Add dataset…', 'add-dataset', 'CmdOrCtrl+O'),
        item('Add model…', 'add-model', 'CmdOrCtrl+Shift+O'),
        { type: 'separator' },
        item('New run…', 'new-run', 'CmdOrCtrl+N'),
        item('Compare runs', 'compare-runs', 'CmdOrCtrl+Shift+C'),
        item('Find…', 'find', 'CmdOrCtrl+K'),
        { type: 'separator' },
        { role: process.platform === 'darwin' ? 'close' : 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        { role: 'reload' },
        { role: 'toggleDevTools' },
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
    { label: '&Help', role: 'help', submenu: [item('Keyboard shortcuts', 'shortcuts')] },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
