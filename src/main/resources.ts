import { existsSync } from 'node:fs'
import path from 'node:path'
import { LABEL_SETS } from '../shared/label-sets.ts'

/**
 * The folder of what ships with Acuity: found upwards from here, because sources and bundle lie at different depths.
 * @throws Error where the installation is incomplete
 */
export function findResources(from: string = import.meta.dirname): string {
  const folder = path.join(from, 'resources')
  if (existsSync(path.join(folder, LABEL_SETS[0].file))) return folder
  const parent = path.dirname(from)
  if (parent === from) throw new Error('The installation is incomplete: its resources folder is missing.')
  return findResources(parent)
}
