import type { ShellMethod } from './shell-contract.ts'

/** The channels between page and main process, and the window message that carries the engine's port to the page. */
export const channels = {
  request: 'acuity:request',
  drop: 'acuity:drop',
  enginePort: 'acuity:engine-port',
  engineState: 'acuity:engine-state',
  menu: 'acuity:menu',
} as const

/** What the preload script puts on the page's `window`. It passes on what it is given: both ends parse it. */
export interface ShellBridge {
  /** Answers a `ShellAnswer`. */
  request(method: ShellMethod, input: unknown): Promise<unknown>
  /** Grants what was dropped; answers a `ShellAnswer` with a `Drop`. */
  drop(files: readonly File[]): Promise<unknown>
  onEngineState(listener: (state: unknown) => void): void
  onMenu(listener: (command: unknown) => void): void
}

declare global {
  interface Window {
    acuity: ShellBridge
  }
}
