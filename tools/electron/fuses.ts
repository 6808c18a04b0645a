import { readFileSync, writeFileSync } from 'node:fs'
import { ProvisionError } from './provision-error.ts'

/** Comes before the fuses in Electron's binary: then a version, their number, and a character for each, `0` or `1`. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const VERSION = 1

/** In Electron 33 as it is released; whoever repackages it can set them otherwise. */
const DEFAULTS = '10110001'

/** Sets Electron's fuses, switches inside its binary, back to what they are in a release. */
export function resetFuses(executable: string): void {
  const binary = readFileSync(executable)
  const at = binary.indexOf(SENTINEL) + SENTINEL.length
  const once = at >= SENTINEL.length && binary.indexOf(SENTINEL, at) < 0
  if (!once || binary[at] !== VERSION || binary[at + 1] !== DEFAULTS.length)
    throw new ProvisionError(`${executable}: its fuses are not where those of Electron 33 are`)
  binary.write(DEFAULTS, at + 2, 'latin1')
  writeFileSync(executable, binary)
}
