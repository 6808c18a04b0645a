import { spawn } from 'node:child_process'
import { chmodSync, cpSync, existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../../shared/contract.ts'
import { evaluate, newEngine, sampleRun } from '../../../testing/engine.ts'
import { acuity, commandLine, finished } from '../../../testing/command.ts'
import { makeFolder, temporaryFolder } from '../../../testing/folders.ts'
import { indexSample } from '../../../testing/home.ts'
import { canMount, readOnlyView } from '../../../testing/mounts.ts'
import { sampleDataset } from '../../../testing/sample.ts'
import { refused as refusedWith } from '../../../testing/remedies.ts'
import { openEngine } from '../engine.ts'
import { initial } from '../db/migrations/001-initial.ts'
import { findResources } from '../../resources.ts'

const refused = { code: 'home-read-only' }
const filesOf = (home: string) => readdirSync(home, { recursive: true }).toSorted()

/** A home with two runs over a few images, still open. */
const { folder: home, remove } = makeFolder()
let writer: Engine
beforeAll(async () => {
  await indexSample(home)
  writer = openEngine({ home, resources: findResources() })
  for (const name of ['first', 'second']) await evaluate(writer, sampleRun(99, { limit: 12, name }))
})
afterAll(async () => {
  await writer.close()
  remove()
})

/** The same home as it is when everybody has closed it, or as one who was killed left it. */
async function copyOfHome({ killed }: { killed: boolean }): Promise<string> {
  const copy = temporaryFolder()
  cpSync(home, copy, { recursive: true })
  rmSync(path.join(copy, 'acuity.db-shm'))
  if (!killed) await openEngine({ home: copy, resources: findResources() }).close()
  return copy
}

it.skipIf(process.platform === 'win32')('a new home is its owner’s alone, within any umask', async () => {
  const before = process.umask(0)
  try {
    const { folder, remove } = makeFolder()
    const home = path.join(folder, 'home')
    const engine = openEngine({ home, resources: findResources() })
    await engine.call('datasets.index', { folder: sampleDataset, name: 'sample' })
    await evaluate(engine, sampleRun(99, { limit: 2 }))
    const { images } = await engine.call('results.errors', { run: 1 })
    await engine.call('images.thumbnail', { image: images[0] ?? 1, side: 192 })
    const open = ['', ...readdirSync(home, { recursive: true, encoding: 'utf8' })]
      .map((name) => [name, (statSync(path.join(home, name)).mode & 0o077).toString(8)])
      .filter(([, others]) => others !== '0')
    expect(open).toEqual([])
    for (const name of ['acuity.db', 'acuity.db-wal', 'acuity.db-shm', 'cache/thumbnails.db'])
      expect((statSync(path.join(home, name)).mode & 0o777).toString(8)).toBe('600')
    await engine.close()
    remove()
  } finally {
    process.umask(before)
  }
})

describe.skipIf(!canMount)('a home on a read-only disk', () => {
  it('is read: lists, reports, comparisons, flips; what would change it is refused, and nothing is left in it', async () => {
    const home = await copyOfHome({ killed: false })
    const before = filesOf(home)
    const view = readOnlyView(home)
    const reader = newEngine(view, { watch: true })
    expect(await reader.call('engine.home', {})).toEqual({ home: view, readOnly: 'its disk is read-only' })
    expect(await reader.call('datasets.list', {})).toMatchObject([{ name: 'sample' }])
    expect(await reader.call('models.list', {})).toHaveLength(1)
    expect(await reader.call('runs.list', {})).toMatchObject([
      { run: 1, status: 'done', images: { evaluated: 12 } },
      { run: 2, status: 'done', images: { evaluated: 12 } },
    ])
    const images = await reader.call('reports.render', { run: 1, as: 'images', format: 'csv' })
    expect(images.text.trim().split('\r\n')).toHaveLength(13)
    expect((await reader.call('runs.compare', { runs: [1, 2] })).rows).toHaveLength(2)
    expect((await reader.call('results.flips', { first: 1, second: 2 })).images).toBe(12)
    expect((await reader.call('cache.list', {})).files).toHaveLength(1)
    const file = path.join(temporaryFolder(), 'classes.csv')
    await reader.call('reports.save', { run: 1, as: 'classes', format: 'csv', file })
    expect(existsSync(file)).toBe(true)

    await expect(reader.call('runs.start', sampleRun(99))).rejects.toMatchObject(refused)
    await expect(reader.call('datasets.index', { folder: sampleDataset })).rejects.toThrow(
      refusedWith(/can only be read: its disk is read-only\./, { do: 'choose-home' }),
    )
    await expect(reader.call('annotations.set', { image: 1, note: 'x' })).rejects.toMatchObject(refused)
    expect(filesOf(home)).toEqual(before)
  })

  it('is read while another process works on it, as it grows', async () => {
    const reader = newEngine(readOnlyView(home))
    expect(await reader.call('annotations.tags', {})).toEqual([])
    await writer.call('annotations.set', { image: 1, note: '', tags: ['blurred'] })
    expect(await reader.call('annotations.tags', {})).toHaveLength(1)
  })

  it('is read with what a process that was killed had not yet moved out of its log', async () => {
    const reader = newEngine(readOnlyView(await copyOfHome({ killed: true })))
    expect(await reader.call('runs.list', {})).toHaveLength(2)
  })

  it('is read although its schema is an older one', async () => {
    const home = temporaryFolder()
    const raw = new Sqlite(path.join(home, 'acuity.db'))
    raw.exec(initial.sql)
    raw.pragma('user_version = 1')
    raw.exec("INSERT INTO datasets (name, root, generation) VALUES ('old', '/gone', 1)")
    raw.close()
    const reader = newEngine(readOnlyView(home))
    expect(await reader.call('datasets.list', {})).toMatchObject([{ name: 'old' }])
    const after = new Sqlite(path.join(home, 'acuity.db'), { readonly: true })
    expect(after.pragma('user_version', { simple: true })).toBe(1)
    after.close()
  })
})

/** Another user, who may read our files where we let them. */
const NOBODY = 65534
const program = commandLine([])[1] ?? ''
const canBeNobody =
  process.getuid?.() === 0 &&
  (await finished(spawn(process.execPath, ['-e', `require('fs').accessSync('${program}')`], { uid: NOBODY }))).code ===
    0

it.skipIf(!canBeNobody)('another user reads a home that its owner opened to them, and is told so', async () => {
  const home = await copyOfHome({ killed: false })
  const asNobody = async (...args: string[]) => {
    const [node = '', ...rest] = commandLine(args)
    return finished(spawn(node, rest, { uid: NOBODY, env: { ...process.env, ACUITY_HOME: home, HOME: '/' } }))
  }
  expect(await asNobody('runs')).toMatchObject({ code: 1, stdout: '' })
  chmodSync(home, 0o755)
  chmodSync(path.join(home, 'acuity.db'), 0o644)
  const { code, stdout, stderr } = await asNobody('runs', '--json')
  expect([code, JSON.parse(stdout)]).toMatchObject([0, [{ run: 1 }, { run: 2 }]])
  expect(stderr).toContain(`note: ${home} can only be read: it may be written by another user only.`)
  const refusal = await asNobody('evaluate', '--resume', '1')
  expect(refusal.code).toBe(1)
  expect(refusal.stderr).toMatch(/acuity: .* can only be read: it may be written by another user only\. Choose another/)
  expect((await acuity(home, ['runs', '--json'])).stderr).toBe('')
})
