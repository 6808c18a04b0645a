import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder, writeFiles } from '../../testing/folders.ts'
import { lastLines } from './last-lines.ts'
import { Log } from './log.ts'
import { perMinute } from './per-minute.ts'
import { MOST_BYTES } from './rotate.ts'

const filesOf = ({ file }: Log) => readdirSync(path.dirname(file)).sort()
const modeOf = (file: string) => statSync(file).mode & 0o777

it('writes a line an entry, for the owner alone', () => {
  const log = new Log(temporaryFolder(), 'engine')
  log.write('info', 'started')
  log.write('warn', 'slow query predictions.errors 132 ms')
  const lines = readFileSync(log.file, 'utf8').split('\n')
  expect(lines[0]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z engine\[\d+\] info started$/)
  expect(lines[1]).toMatch(/ warn slow query predictions\.errors 132 ms$/)
  expect(lines).toHaveLength(3)
  if (process.platform !== 'win32') expect([log.file, path.dirname(log.file)].map(modeOf)).toEqual([0o600, 0o700])
})

it('lets nothing steer a terminal, begin a line of its own, or go on for ever', () => {
  const log = new Log(temporaryFolder(), 'engine')
  log.write('error', `\x1b[2Ja\u202Egpj.exe\r\n2026-01-01T00:00:00.000Z engine[1] info forged\t${'x'.repeat(9000)}\n`)
  const [line = '', ...rest] = readFileSync(log.file, 'utf8').split('\n')
  expect(rest).toEqual([''])
  expect(line).toContain(' error \uFFFD[2Ja\uFFFDgpj.exe ⏎ 2026-01-01T00:00:00.000Z engine[1] info forged xxx')
  expect(line.length).toBeLessThan(2100)
})

it('keeps three files, of a megabyte each at most', () => {
  const log = new Log(temporaryFolder(), 'engine')
  for (let i = 0; i < 2500; i++) log.write('info', `${i} ${'x'.repeat(1900)}`)
  expect(filesOf(log)).toEqual(['acuity.1.log', 'acuity.2.log', 'acuity.log'])
  for (const name of filesOf(log))
    expect(statSync(path.join(path.dirname(log.file), name)).size).toBeLessThanOrEqual(MOST_BYTES)
  const kept = numbersIn(log)
  expect(kept).toEqual(Array.from({ length: kept.length }, (_, i) => 2500 - kept.length + i))
})

it('loses nothing of what several processes write at once, also while they rotate', async () => {
  const log = new Log(temporaryFolder(), 'engine')
  writeFiles(path.dirname(path.dirname(log.file)), { 'logs/acuity.log': `${'-'.repeat(MOST_BYTES - 100_000)}\n` })
  const script = `
    const { Log } = await import(${JSON.stringify(path.join(import.meta.dirname, 'log.ts'))})
    const log = new Log(${JSON.stringify(path.dirname(path.dirname(log.file)))}, process.argv[1])
    for (let i = 0; i < 1000; i++) log.write('info', process.argv[1] + ' ' + i + ' ' + 'x'.repeat(100))`
  const names = ['one', 'two', 'three']
  await Promise.all(
    names.map(async (name) => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', script, name], { stdio: 'inherit' })
      expect((await once(child, 'exit'))[0]).toBe(0)
    }),
  )
  expect(filesOf(log)).toEqual(['acuity.1.log', 'acuity.log'])
  const text = ['acuity.1.log', 'acuity.log']
    .map((name) => readFileSync(path.join(path.dirname(log.file), name), 'utf8'))
    .join('')
  for (const name of names) {
    const numbers = [...text.matchAll(new RegExp(`^\\S+ ${name}\\[\\d+\\] info ${name} (\\d+) x{100}$`, 'gm'))].map(
      ([, n]) => Number(n),
    )
    expect(numbers).toEqual(Array.from({ length: 1000 }, (_, i) => i))
  }
})

it('rotates after a process has died at it', () => {
  const log = new Log(temporaryFolder(), 'engine')
  log.write('info', 'x')
  appendFileSync(log.file, `${'y'.repeat(MOST_BYTES)}\n`)
  const mark = `${log.file}.rotating`
  writeFileSync(mark, '')
  log.write('info', 'appended beside one that rotates')
  expect(filesOf(log)).toEqual(['acuity.log', 'acuity.log.rotating'])
  utimesSync(mark, 0, 0)
  log.write('info', 'takes the mark away')
  log.write('info', 'rotates')
  expect(filesOf(log)).toEqual(['acuity.1.log', 'acuity.log'])
  expect(lastLines(log.file, 3).map((line) => line.split(' info ')[1])).toEqual([
    'appended beside one that rotates',
    'takes the mark away',
    'rotates',
  ])
})

it('keeps nobody from working where it cannot be written, and says why', () => {
  const home = temporaryFolder()
  writeFiles(home, { logs: 'a file where the folder would be' })
  const log = new Log(home, 'engine')
  expect(log.failure).toBeNull()
  log.write('info', 'started')
  expect(log.failure).toMatch(/ENOTDIR/)
  rmSync(path.join(home, 'logs'))
  log.write('info', 'started')
  expect(log.failure).toBeNull()
  expect(lastLines(log.file, 5)).toHaveLength(1)
})

it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('bears a home that can only be read', () => {
  const home = temporaryFolder()
  mkdirSync(home, { recursive: true })
  chmodSync(home, 0o500)
  const log = new Log(home, 'engine')
  log.write('info', 'started')
  chmodSync(home, 0o700)
  expect(log.failure).toMatch(/EACCES/)
})

it('does not make a home anew that was removed', () => {
  const home = path.join(temporaryFolder(), 'gone')
  const log = new Log(home, 'engine')
  log.write('error', 'database-gone')
  expect(existsSync(home)).toBe(false)
  expect(log.failure).toMatch(/ENOENT/)
})

it('bounds what comes in a minute, and counts the rest', () => {
  const written: string[] = []
  let now = 1000
  const write = perMinute(
    2,
    (text) => written.push(text),
    () => now,
  )
  for (const text of ['a', 'b', 'c', 'd']) write(text)
  now += 60_000
  write('e')
  expect(written).toEqual(['a', 'b', '(2 more like the last were left out)', 'e'])
})

/** The numbers that entries begin with, the oldest first. */
function numbersIn({ file }: Log): number[] {
  const folder = path.dirname(file)
  return ['acuity.2.log', 'acuity.1.log', 'acuity.log'].flatMap((name) =>
    [...readFileSync(path.join(folder, name), 'utf8').matchAll(/ info (\d+) /g)].map(([, n]) => Number(n)),
  )
}
