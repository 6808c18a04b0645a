import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { expect, it, vi } from 'vitest'
import { temporaryFolder } from '../../testing/folders.ts'
import { Log } from '../log/index.ts'
import { followStderr } from './stderr.ts'

it('keeps the last lines, passes all on, and logs so many a minute', async () => {
  let passedOn = ''
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => (passedOn += String(text)).length > 0)
  const log = new Log(temporaryFolder(), 'window')
  const program =
    'for (let i = 0; i < 300; i++) console.error(i === 299 ? "\\x1b[31mthe \\u202Elast\\x1b[0m" : `line ${i}`)'
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'inherit', 'pipe'] })
  const lines = followStderr(child.stderr, log)
  await once(child, 'close')
  await expect.poll(lines).toEqual([...Array.from({ length: 39 }, (_, i) => `line ${260 + i}`), 'the \uFFFDlast'])
  vi.restoreAllMocks()
  expect(passedOn.trim().split('\n')).toHaveLength(300)
  const logged = readFileSync(log.file, 'utf8').trim().split('\n')
  expect(logged).toHaveLength(60)
  expect(logged[0]).toMatch(/ warn engine's stderr: line 0$/)
})
