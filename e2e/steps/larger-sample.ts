import { cpSync, mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { sampleDataset } from '../../src/testing/sample.ts'

/** The sample several times over, for runs that take long enough to be interrupted; made as `folder`. */
export function makeLargerSample(folder: string, times: number): void {
  for (const file of readdirSync(sampleDataset, { recursive: true, encoding: 'utf8' })) {
    const { dir, name, ext } = path.parse(file)
    if (ext !== '.JPEG') continue
    mkdirSync(path.join(folder, dir), { recursive: true })
    for (let copy = 1; copy <= times; copy++)
      cpSync(path.join(sampleDataset, file), path.join(folder, dir, `${name}-${copy}${ext}`))
  }
  cpSync(path.join(sampleDataset, 'classes.txt'), path.join(folder, 'classes.txt'))
}
