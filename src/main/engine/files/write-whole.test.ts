import { spawn, spawnSync } from 'node:child_process'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { temporaryFolder } from '../../../testing/folders.ts'
import { patient } from '../../../testing/patience.ts'
import { removeAllLeftPartials, writeWhole } from './index.ts'

const isPosix = process.platform !== 'win32'
const refused = { code: 'file-unwritable' }
const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8)

it('writes a file whole or not at all', async () => {
  const folder = temporaryFolder()
  const file = path.join(folder, 'deep', 'out.csv')
  expect(await writeWhole(file, ['é,', Buffer.from('b\r\n')])).toBe(6)
  expect(readFileSync(file, 'utf8')).toBe('é,b\r\n')

  const breaks = (function* () {
    yield 'half of it'
    throw new Error('the source broke')
  })()
  await expect(writeWhole(file, breaks)).rejects.toThrow('the source broke')
  expect(readFileSync(file, 'utf8')).toBe('é,b\r\n')
  expect(readdirSync(path.dirname(file))).toEqual(['out.csv'])
  await expect(writeWhole(path.join(file, 'below-a-file'), ['x'])).rejects.toMatchObject(refused)
  await expect(writeWhole(folder, ['x'])).rejects.toThrow(/is a folder: name a file in it/)
  await expect(writeWhole(path.join(folder, 'x'.repeat(300)), ['x'])).rejects.toThrow(/name is too long/)
  // Where no folder can be made, and Node's own way would try for ever.
  if (existsSync('/proc')) await expect(writeWhole('/proc/none/x', ['x'])).rejects.toMatchObject(refused)
  const longest = path.join(folder, 'x'.repeat(255))
  expect(await writeWhole(longest, ['x'])).toBe(1)
})

describe.runIf(isPosix)('what stands under the name', () => {
  it('is kept as it may be used, and a new file is as the umask has it', async () => {
    const file = path.join(temporaryFolder(), 'out.csv')
    const before = process.umask(0o027)
    onTestFinished(() => void process.umask(before))
    await writeWhole(file, ['new'])
    expect(modeOf(file)).toBe('640')
    const secret = path.join(path.dirname(file), 'secret')
    writeFileSync(secret, 'old', { mode: 0o600 })
    await writeWhole(secret, ['new'])
    expect([modeOf(secret), readFileSync(secret, 'utf8')]).toEqual(['600', 'new'])
    await writeWhole(path.join(path.dirname(file), 'ours'), ['new'], { isPrivate: true })
    expect(modeOf(path.join(path.dirname(file), 'ours'))).toBe('600')
  })

  it('is written where links lead, also to nothing yet, and the links stay', async () => {
    const folder = temporaryFolder()
    const at = (name: string) => path.join(folder, name)
    mkdirSync(at('elsewhere'))
    writeFileSync(at('elsewhere/real.csv'), 'old')
    symlinkSync('elsewhere', at('folder'))
    symlinkSync('folder/real.csv', at('near'))
    symlinkSync(at('near'), at('far'))
    symlinkSync('elsewhere/not-yet.csv', at('dangling'))
    symlinkSync('round', at('round'))
    await writeWhole(at('far'), ['new'])
    await writeWhole(at('dangling'), ['made'])
    expect(readFileSync(at('elsewhere/real.csv'), 'utf8')).toBe('new')
    expect(readFileSync(at('elsewhere/not-yet.csv'), 'utf8')).toBe('made')
    for (const link of ['near', 'far', 'dangling']) expect(lstatSync(at(link)).isSymbolicLink()).toBe(true)
    await expect(writeWhole(at('round'), ['x'])).rejects.toMatchObject(refused)
  })

  it('is written into where it is a device or a pipe', async () => {
    expect(await writeWhole('/dev/null', ['gone'])).toBe(4)
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true)
    const folder = temporaryFolder()
    const pipe = path.join(folder, 'pipe')
    expect(spawnSync('mkfifo', [pipe]).status).toBe(0)
    const reader = spawn('cat', [pipe])
    const read = new Promise<string>((resolve) =>
      reader.stdout.once('data', (data: Buffer) => resolve(data.toString())),
    )
    expect(await writeWhole(pipe, ['through the pipe'])).toBe(16)
    expect(await read).toBe('through the pipe')
    expect(statSync(pipe).isFIFO()).toBe(true)
    expect(readdirSync(folder)).toEqual(['pipe'])
  })

  it.runIf(existsSync('/dev/full'))('says that a disk is full, and which', async () => {
    await expect(writeWhole('/dev/full', ['x'])).rejects.toThrow('Cannot write /dev/full: the disk of /dev is full.')
  })
})

/** Writes half of a file in a process of its own, which is then killed. */
async function killedWhileWriting(file: string): Promise<void> {
  const script = `
    import { writeWhole } from ${JSON.stringify(path.join(import.meta.dirname, 'index.ts'))}
    setInterval(() => undefined, 1000)
    await writeWhole(${JSON.stringify(file)}, (async function* () { yield 'half'; await new Promise(() => {}) })())`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' })
  await vi.waitFor(
    () => expect(partials(path.dirname(file)).map((name) => statSync(name).size)).toEqual([4]),
    patient(30_000),
  )
  child.kill('SIGKILL')
  await new Promise((resolve) => child.once('close', resolve))
}

const partials = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.partial'))
    .map((name) => path.join(folder, name))

describe('what a killed process left', () => {
  it('is removed with the next writing of the same file, and nothing else is', async () => {
    const folder = temporaryFolder()
    const file = path.join(folder, 'out.csv')
    await killedWhileWriting(file)
    const [left = ''] = partials(folder)
    const strangers = ['thesis.partial', 'out.csv.123.partial', '.acuity-other.partial']
    for (const name of strangers) writeFileSync(path.join(folder, name), 'mine')

    await writeWhole(path.join(folder, 'other.csv'), ['x'])
    expect(existsSync(left)).toBe(true)
    await writeWhole(file, ['whole'])
    expect(readdirSync(folder).toSorted()).toEqual([...strangers, 'other.csv', 'out.csv'].toSorted())
  })

  it('is removed from our own folders, whatever it was to be; not what a living process writes', async () => {
    const folder = temporaryFolder()
    await killedWhileWriting(path.join(folder, 'model.onnx'))
    const writing = writeWhole(
      path.join(folder, 'out.csv'),
      (async function* () {
        yield 'half'
        await removeAllLeftPartials(folder)
        yield ' and half'
      })(),
    )
    expect(await writing).toBe(13)
    expect(readdirSync(folder)).toEqual(['out.csv'])
  })
})

it.runIf(isPosix)('cannot be made to write through a link under the name that it uses meanwhile', async () => {
  const folder = temporaryFolder()
  const names = new Set<string>()
  for (const name of ['a.csv', 'a.csv'])
    await writeWhole(
      path.join(folder, name),
      (async function* () {
        yield 'x'
        await new Promise(setImmediate)
        for (const partial of partials(folder)) names.add(path.basename(partial))
      })(),
    )
  // Nobody can know it before: the second is another.
  expect(names.size).toBe(2)
  for (const name of names) expect(name).toMatch(/^\.acuity-[0-9a-f]{16}\.[0-9a-f]{8}-\d+-\d*-[0-9a-f]{16}\.partial$/)
})
