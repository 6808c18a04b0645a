import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { channels } from '../../shared/shell-bridge.ts'
import type { EngineState } from '../../shared/shell-contract.ts'
import { newEngine, serveWindow } from '../../testing/engine.ts'
import { Connection } from './connection.svelte.ts'

/** A page's window as far as a connection knows of it: the engine's state is told, and ports arrive as messages. */
class PageWindow extends EventTarget {
  #listener: (state: unknown) => void = () => undefined

  readonly acuity = {
    request: () => Promise.resolve({ output: { state: 'running' } }),
    onEngineState: (listener: (state: unknown) => void) => (this.#listener = listener),
  }

  tell(state: EngineState): void {
    this.#listener(state)
  }

  /** Starts an engine, and hands its port over. */
  startEngine(): void {
    const ports = [serveWindow(newEngine())]
    this.dispatchEvent(Object.assign(new Event('message'), { source: this, data: channels.enginePort, ports }))
  }
}

let page: PageWindow

beforeEach(() => vi.stubGlobal('window', (page = new PageWindow())))
afterEach(() => vi.unstubAllGlobals())

it('keeps who waits for an engine waiting when it dies before it was there', async () => {
  const connection = new Connection()
  const asked = connection.call('runs.list', {})
  page.tell({ state: 'restarted', reason: 'It died.', said: [] })
  page.startEngine()
  expect(await asked).toEqual([])
})

it('tells who waits that there will be no engine, and asks the one that is started in the end', async () => {
  const connection = new Connection()
  const asked = connection.call('runs.list', {})
  page.tell({ state: 'down', reason: 'It died too often.', said: [] })
  await expect(asked).rejects.toThrow('It died too often.')
  await expect(connection.call('runs.list', {})).rejects.toThrow('It died too often.')
  page.tell({ state: 'running' })
  const askedAgain = connection.call('runs.list', {})
  page.startEngine()
  expect(await askedAgain).toEqual([])
})

it('counts the engines, and gives up on what an engine was asked that is gone', async () => {
  const connection = new Connection()
  const before = connection.generation
  page.startEngine()
  expect(connection.generation).toBe(before + 1)
  await connection.call('runs.list', {})
  const cutOff = connection.call('runs.list', {})
  // The question goes out once the engine is known to be there.
  await Promise.resolve()
  page.tell({ state: 'restarted', reason: 'It died.', said: [] })
  await expect(cutOff).rejects.toThrow('It died.')
  page.startEngine()
  expect(connection.generation).toBe(before + 2)
  expect(await connection.call('runs.list', {})).toEqual([])
})
