import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { channels, type ShellBridge } from '../shared/shell-bridge.ts'

/**
 * The one bridge between the page and the main process. It passes messages on and knows nothing of them: both sides
 * parse what they receive. Paths are taken only from files that a person dropped: the page cannot make one up, because
 * a `File` it creates has no path.
 */
const bridge: ShellBridge = {
  request: (method, input) => ipcRenderer.invoke(channels.request, { method, input }),
  drop: (files) =>
    ipcRenderer.invoke(
      channels.drop,
      files.map((file) => webUtils.getPathForFile(file)).filter((path) => path !== ''),
    ),
  onEngineState: (listener) => {
    ipcRenderer.on(channels.engineState, (_event, state: unknown) => listener(state))
  },
  onMenu: (listener) => {
    ipcRenderer.on(channels.menu, (_event, command: unknown) => listener(command))
  },
}

contextBridge.exposeInMainWorld('acuity', bridge)

// Ports cannot cross the bridge; a window message carries them over, to this very page only.
ipcRenderer.on(channels.enginePort, ({ ports }) => {
  window.postMessage(channels.enginePort, location.origin, ports)
})
