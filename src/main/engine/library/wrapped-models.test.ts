import { execFileSync } from 'node:child_process'
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../../testing/folders.ts'
import { clearWrapped, describeWrapped, placeWrapped } from './wrapped-models.ts'

/** A model in pieces, one of them empty and one longer than what is read at a time. */
const chunks = [3, 0, 9 * 2 ** 20, 1, 70_000].map((bytes, seed) =>
  Uint8Array.from({ length: bytes }, (_, i) => (i * 31 + (i >> 9) + seed) % 256),
)
const model = Buffer.concat(chunks)

/** Places the model for one run after another, each in a file of its own. */
function cache() {
  const folder = path.join(temporaryFolder(), 'models')
  const scratch = temporaryFolder()
  const kept = path.join(folder, 'abc.onnx')
  let runs = 0
  const place = async () => {
    const target = path.join(scratch, `${++runs}.onnx`)
    await placeWrapped(kept, chunks, target)
    return target
  }
  return { folder, kept, place }
}

const inode = (file: string) => statSync(file).ino

it('writes a model once, and takes it from then on', async () => {
  const { folder, kept, place } = cache()
  const first = await place()
  expect(readFileSync(first).equals(model)).toBe(true)
  utimesSync(kept, 1, 1)
  const second = await place()
  expect([inode(first), inode(second)]).toEqual([inode(kept), inode(kept)])
  // It counts as used just now: others make room before it.
  expect(statSync(kept).mtimeMs).toBeGreaterThan(1e12)
  expect(await describeWrapped(folder)).toMatchObject({ folder, models: 1, bytes: model.length })
})

const flip = (file: string, at: number) => {
  const content = readFileSync(file)
  content[at] = (content[at] ?? 0) ^ 1
  writeFileSync(file, content)
}

it.each<[string, (file: string) => void]>([
  ['a flipped bit at its beginning', (file) => flip(file, 0)],
  ['a flipped bit beyond what is read at a time', (file) => flip(file, 8 * 2 ** 20 + 7)],
  ['a flipped bit at its end', (file) => flip(file, model.length - 1)],
  ['an early end', (file) => truncateSync(file, 1000)],
  ['nothing in it', (file) => truncateSync(file)],
  ['a byte too many', (file) => truncateSync(file, model.length + 1)],
  ['other content of its size', (file) => writeFileSync(file, Buffer.alloc(model.length))],
  ['no file any more', (file) => rmSync(file)],
])('makes a model anew that has %s', async (_what, damage) => {
  const { kept, place } = cache()
  await place()
  damage(kept)
  expect(readFileSync(await place()).equals(model)).toBe(true)
  expect(readFileSync(kept).equals(model)).toBe(true)
})

it('lends each run a file of its own, which outlives what is kept', async () => {
  const { folder, kept, place } = cache()
  const lent = await place()
  expect(await clearWrapped(folder)).toEqual({ files: 1, bytes: model.length })
  expect(readFileSync(lent).equals(model)).toBe(true)
  await place()
  truncateSync(kept)
  await place()
  expect(readFileSync(lent).equals(model)).toBe(true)
  expect(readdirSync(folder)).toEqual(['abc.onnx'])
})

it('keeps nothing where it cannot, and lends the model all the same', async () => {
  const { kept, place } = cache()
  mkdirSync(path.join(kept, 'in the way'), { recursive: true })
  const lent = await place()
  expect(readFileSync(lent).equals(model)).toBe(true)
  expect(readdirSync(path.dirname(lent))).toEqual([path.basename(lent)])
})

// Files that are long and take nothing: not every disk of Windows has such.
it.skipIf(process.platform === 'win32')('has those make room that were used least lately', async () => {
  const { folder, place } = cache()
  mkdirSync(folder)
  for (const [name, usedSeconds] of [
    ['new', 300],
    ['old', 100],
    ['older', 50],
  ] as const) {
    const file = path.join(folder, `${name}.onnx`)
    writeFileSync(file, '')
    truncateSync(file, 4 * 2 ** 30)
    utimesSync(file, usedSeconds, usedSeconds)
  }
  await place()
  expect(readdirSync(folder)).toEqual(['abc.onnx', 'new.onnx', 'old.onnx'])
})

it.skipIf(process.platform === 'win32')('waits for no pipe in its place', async () => {
  const { folder, kept, place } = cache()
  mkdirSync(folder, { recursive: true })
  execFileSync('mkfifo', [kept])
  expect(readFileSync(await place()).equals(model)).toBe(true)
  expect(readFileSync(kept).equals(model)).toBe(true)
})
