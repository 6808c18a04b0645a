import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { isBuilt } from './stamp.ts'

const root = path.join(import.meta.dirname, '../..')

/**
 * Bundles the app into `out`, unless what lies there is of these very sources.
 * @returns what went wrong; null when the bundle is there
 */
export function buildApp(): string | null {
  if (isBuilt(root)) return null
  const program = path.join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'build'], { cwd: root, encoding: 'utf8' })
  return status === 0 ? null : `${stdout}${stderr}The app could not be built.`
}
