import { Menu, type BrowserWindow, type MenuItemConstructorOptions } from 'electron'
import { listCommands, type CommandId } from '../../shared/commands.ts'
import { channels } from '../../shared/shell-bridge.ts'

/** The menu bar: what it offers, the page does. */
export function setMenu(window: BrowserWindow): void {
  const send = (command: CommandId) => {
    // On macOS the menu bar outlives the window.
    if (!window.isDestroyed()) window.webContents.send(channels.menu, command)
  }
  const template: MenuItemConstructorOptions[] = [
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        ...commandItems('file', send),
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
    { label: '&Help', role: 'help', submenu: commandItems('help', send) },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}

/** The commands of a menu; a rule stands between its sections. */
function commandItems(menu: 'file' | 'help', send: (command: CommandId) => void): MenuItemConstructorOptions[] {
  const items: MenuItemConstructorOptions[] = []
  let section: number | undefined
  for (const { id, title, key, menu: at } of listCommands()) {
    if (at?.in !== menu) continue
    if (section !== undefined && section !== at.section) items.push({ type: 'separator' })
    section = at.section
    const item: MenuItemConstructorOptions = { label: at.asks ? `${title}…` : title, click: () => send(id) }
    // A key without a modifier is the page's: in the menu it would be taken from every field that is typed into.
    if (key?.includes('+')) item.accelerator = key
    items.push(item)
  }
  return items
}
