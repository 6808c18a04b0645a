import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { bundled } from './bundled.ts'

/** In the place of the engine's own in tests: threads start from their bundle, where they have one. */
export function entryBeside(name: string, beside: string): URL {
  const file = bundled(name)
  return existsSync(file) ? pathToFileURL(file) : new URL(`./${name}.ts`, beside)
}
