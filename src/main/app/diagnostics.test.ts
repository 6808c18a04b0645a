import { appendFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { AcuityError } from '../../shared/errors.ts'
import { temporaryFolder } from '../../testing/folders.ts'
import { newEngine } from '../../testing/engine.ts'
import { Log } from '../log/index.ts'
import { diagnosticsText } from './diagnostics.ts'

const exit = {
  at: '2026-11-30T20:52:03.123Z',
  reason: 'SIGSEGV: native code used memory',
  stderr: ['terminate called'],
}
const newHost = () => ({ engine: newEngine(), exits: [exit], stderr: ['a warning of onnxruntime'] })

function newLog(): Log {
  const log = new Log(temporaryFolder(), 'window')
  for (let i = 0; i < 300; i++) log.write('info', `event ${i}`)
  return log
}

it('holds the versions, what the engine says, its exits, its stderr, and the last of the log', async () => {
  const log = newLog()
  const text = await diagnosticsText(newHost(), log, 60_000)
  expect(text).toMatch(/^Acuity \d+\.\d+\.\d+, Electron none, Chromium none, Node 2\d\.\S+$/m)
  expect(text).toContain(`\nHome: ${log.home}\n`)
  expect(text).toMatch(/^The engine says:\n {2}Acuity .+, onnxruntime \d+\.\d+\.\d+, SQLite 3\.\d+\.\d+$/m)
  expect(text).toMatch(/^ {2}cpu works: /m)
  expect(text).toMatch(/^ {2}2026-11-30T20:52:03\.123Z SIGSEGV: native code used memory\n {4}terminate called$/m)
  expect(text).toMatch(/^The engine that runs wrote to stderr:\n {2}a warning of onnxruntime$/m)
  expect(text).toContain(`\nThe log ${log.file}:\n`)
  expect(text.match(/ info event \d+$/gm)?.map((line) => Number(line.split(' ').at(-1)))).toEqual(
    Array.from({ length: 200 }, (_, i) => 100 + i),
  )
})

it('says so where the engine hangs, or there is none', async () => {
  const hanging = { ...newHost(), engine: { call: () => new Promise<never>(() => undefined) } }
  expect(await diagnosticsText(hanging, newLog(), 10)).toContain(
    'The engine says:\n  It did not answer within 0.01 seconds.',
  )
  const down = {
    exits: [],
    stderr: [],
    get engine(): never {
      throw new AcuityError('internal', 'The engine is not running: start it again.')
    },
  }
  const text = await diagnosticsText(down, newLog())
  expect(text).toContain('The engine says:\n  The engine is not running: start it again.')
  expect(text).toContain('The engine stopped unexpectedly:\n  Not since the window was opened.')
})

it('says why there is no log', async () => {
  const home = temporaryFolder()
  writeFileSync(path.join(home, 'logs'), '')
  const log = new Log(home, 'window')
  log.write('info', 'opened')
  expect(await diagnosticsText(newHost(), log, 10)).toMatch(
    /^The log .+ cannot be written \(ENOTDIR: .+\):\n {2}Nothing\.$/m,
  )
})

it('lets nothing through that would steer the terminal it is pasted into', async () => {
  const log = newLog()
  appendFileSync(log.file, 'a line of another program \x1b[2J\n')
  expect(await diagnosticsText(newHost(), log, 10)).toContain('a line of another program \uFFFD[2J')
})
