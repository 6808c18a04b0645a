import { mkdirSync, readdirSync, utimesSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../../testing/folders.ts'
import { passingName, withPassingFolder } from './index.ts'

it('removes what killed processes left, and nobody’s folder that is called alike, however old', async () => {
  const parent = temporaryFolder()
  const own = passingName('acuity-home')
  const dead = own.replace(`-${process.pid}-`, '-4194305-')
  const foreign = own.replace(/\.[0-9a-f]{8}-/, '.00000000-')
  const theirs = [
    'acuity-home',
    'acuity-home-2012',
    'acuity-home.old',
    `acuity-homes${own.slice('acuity-home'.length)}`,
  ]
  for (const name of [own, dead, foreign, ...theirs]) mkdirSync(path.join(parent, name))
  const longAgo = new Date(Date.now() - 48 * 3600_000)
  for (const name of readdirSync(parent)) utimesSync(path.join(parent, name), longAgo, longAgo)

  const lent = await withPassingFolder(parent, 'acuity-home', (folder) => Promise.resolve(path.basename(folder)))
  expect(readdirSync(parent).toSorted()).toEqual([own, ...theirs].toSorted())
  expect(lent).toMatch(/^acuity-home\.[0-9a-f]{8}-/)
})
