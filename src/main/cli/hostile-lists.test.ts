import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { acuity, finished, startAcuity } from '../../testing/command.ts'
import { temporaryFolder, writeFiles } from '../../testing/folders.ts'
import { jpeg } from '../../testing/images.ts'

it('the case hostile/classes.txt: indexing ends in one line that names the file and its line', async () => {
  const folder = temporaryFolder()
  writeFiles(folder, { 'classes.txt': `a b${' '.repeat(1_000_000)}c`, 'a/a.JPEG': jpeg() })
  const { code, stderr } = await acuity(temporaryFolder(), ['index', folder])
  expect(code).toBe(1)
  expect(stderr.trim().split('\n').at(-1)).toMatch(
    /^acuity: .*classes\.txt: line 1 is no class: it has 1000004 characters/,
  )
})

it('the first Ctrl+C ends the reading of a list of 60 MB', async () => {
  const folder = temporaryFolder()
  const labels = Array.from({ length: 3_500_000 }, (_, i) => `${i}.JPEG 1`).join('\n')
  writeFiles(folder, { 'a.JPEG': jpeg(), 'val.txt': labels })
  const home = temporaryFolder()
  const child = startAcuity(home, ['index', folder])
  const ended = finished(child)
  // From then on it listens to signals, and reads soon; by itself that takes many seconds.
  const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
  while (!existsSync(path.join(home, 'acuity.db'))) await pause(20)
  await pause(1500)
  const start = performance.now()
  child.kill('SIGINT')
  const { code, signal } = { ...(await ended), signal: child.signalCode }
  expect([code, signal]).toEqual([130, null])
  expect(performance.now() - start).toBeLessThan(6000)
})
