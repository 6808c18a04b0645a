import { cpSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { Engine, Input } from '../../../shared/contract.ts'
import { evaluate, newEngine, sampleRun } from '../../../testing/engine.ts'
import { temporaryFolder } from '../../../testing/folders.ts'
import { flat, flatName, images, inClassFolders, inDigitFolders, inTar, laid, wnids } from '../../../testing/layouts.ts'
import { openDatabase } from '../db/index.ts'

const index = (engine: Engine, folder: string, name?: string) => engine.call('datasets.index', { folder, name })
const run = (engine: Engine, dataset: string, more: Partial<Input<'runs.start'>> = {}) =>
  evaluate(engine, sampleRun(99, { dataset, ...more }))

describe('the same images in other layouts', () => {
  it('have one fingerprint, runs that pair image by image, and one cache of pixels', async () => {
    const engine = newEngine()
    const folders = await index(engine, inClassFolders(), 'folders')
    const listed = await index(engine, flat(), 'flat')
    const digits = await index(engine, inDigitFolders(), 'digits')
    const archive = await index(engine, inTar(), 'tar')
    const { fingerprint } = folders
    for (const each of [listed, digits, archive]) expect(each).toMatchObject({ fingerprint, images: images.length })
    expect([folders, listed, digits, archive].map(({ sameImagesAs }) => sameImagesAs)).toEqual([
      [],
      ['folders'],
      ['flat', 'folders'],
      ['digits', 'flat', 'folders'],
    ])

    const first = await run(engine, 'folders')
    const second = await run(engine, 'flat')
    expect([first, second].map(({ speed }) => speed.pipeline?.cached)).toEqual([0, images.length])
    expect(second.cropCache).toMatchObject({ found: images.length, appended: 0 })
    expect((await engine.call('cache.list', {})).files).toMatchObject([
      { datasets: ['digits', 'flat', 'folders', 'tar'] },
    ])

    const third = await run(engine, 'tar')
    expect(third.speed.pipeline?.cached).toBe(images.length)

    for (const other of [second, third])
      expect(await engine.call('results.flips', { first: first.run, second: other.run })).toMatchObject({
        images: images.length,
        cells: { lost: 0, gained: 0, 'different-wrong': 0 },
      })
    const { rows, warnings } = await engine.call('runs.compare', { runs: [first.run, second.run] })
    expect(rows[1]?.paired).toMatchObject({ images: images.length, onlyBaseline: 0, onlyThis: 0 })
    expect(warnings.join()).not.toMatch(/other images/)

    const pair = { first: first.run, second: second.run, cell: 'both-right' } as const
    const [image = 0] = (await engine.call('results.flipImages', { ...pair, label: null })).images
    const answers = await engine.call('results.imageInRuns', { image })
    expect(answers.map((answer) => answer.run)).toEqual([first.run, second.run, third.run])
    expect(answers[1]?.image).not.toBe(image)
  })

  it('are other images with one label changed, or another class list', async () => {
    const engine = newEngine()
    const { fingerprint } = await index(engine, inClassFolders())
    const relabelled = laid(flatName, (image, at) => `${flatName(image, at)} ${at === 0 ? 2 : image.label}`)
    const others = await index(engine, relabelled)
    expect(others).toMatchObject({ sameImagesAs: [] })
    expect(others.fingerprint).not.toBe(fingerprint)
    const longer = inClassFolders()
    writeFileSync(path.join(longer, 'classes.txt'), `${wnids.slice(0, 3).join('\n')}\n`)
    expect((await index(engine, longer)).fingerprint).not.toBe(fingerprint)
  })
})

describe('an image that lies several times in a dataset', () => {
  /** With one of the first class three times, and one of it among the second class. */
  function withCopies(): string {
    const root = inClassFolders()
    const [one, other] = [path.join(root, wnids[0] ?? ''), path.join(root, wnids[1] ?? '')]
    const [name = ''] = readdirSync(one).toSorted()
    for (const copy of ['a.JPEG', 'z.JPEG']) cpSync(path.join(one, name), path.join(one, copy))
    cpSync(path.join(one, name), path.join(other, 'stray.JPEG'))
    return root
  }

  it('is paired copy by copy, neither lost nor multiplied', async () => {
    const engine = newEngine()
    await index(engine, withCopies(), 'copies')
    await index(engine, inClassFolders(), 'plain')
    const all = images.length + 3
    const [one, two, plain] = [
      await run(engine, 'copies'),
      await run(engine, 'copies', { limit: 2 }),
      await run(engine, 'plain'),
    ]
    const paired = async (first: number, second: number) => {
      const flips = await engine.call('results.flips', { first, second })
      const { cells } = flips
      return [flips.images, cells.lost + cells.gained + cells['different-wrong']]
    }
    expect(one.images.evaluated).toBe(all)
    expect(await paired(one.run, two.run)).toEqual([2, 0])
    expect(await paired(one.run, plain.run)).toEqual([images.length, 0])
    expect(await paired(plain.run, one.run)).toEqual([images.length, 0])
    await index(engine, withCopies(), 'as many')
    expect(await paired(one.run, (await run(engine, 'as many')).run)).toEqual([all, 0])

    // Of all copies that a run has evaluated, an image has one answer of it.
    const { images: right } = await engine.call('results.flipImages', {
      ...{ first: one.run, second: plain.run, cell: 'both-right', label: 0 },
    })
    for (const image of right) {
      const answers = await engine.call('results.imageInRuns', { image })
      expect(answers.map((answer) => answer.run)).toEqual([...new Set(answers.map((answer) => answer.run))])
      expect(answers[0]).toMatchObject({ run: one.run, image })
    }
  })

  it('is counted, warned of and listed, what contradicts itself first', async () => {
    const engine = newEngine()
    const [first = '', second = ''] = wnids
    const { warnings, dataset } = await index(engine, withCopies(), 'copies')
    expect(warnings).toEqual([
      {
        message: expect.stringMatching(
          `^3 files are the same images as others, by size, first 16 KiB and last KiB; 1 of them has another label there: ${second}/stray.JPEG is ${second}, ${first}/.*JPEG is ${first}\\.$`,
        ) as string,
        remedies: [{ do: 'list-duplicates' }],
      },
    ])
    const { text } = await engine.call('datasets.render', { dataset: 'copies', as: 'duplicates', format: 'csv' })
    const [head, ...rows] = text.trim().split('\r\n')
    expect(head).toBe('file,label_wnid,same_as,same_as_label_wnid,conflict')
    expect(rows).toHaveLength(3)
    expect(rows[0]).toMatch(new RegExp(`^${second}/stray.JPEG,${second},${first}/.*,${first},1$`))
    expect(rows.slice(1).map((row) => row.split(',').at(-1))).toEqual(['0', '0'])
    // It is said once, also where nothing is new.
    expect(await engine.call('datasets.reindex', { dataset })).toMatchObject({ warnings, unchanged: images.length + 3 })
  })
})

describe('a home of before images were known by their content', () => {
  it('gets its fingerprints by content at the next index, without a new generation, and its runs with it', async () => {
    const home = temporaryFolder()
    const engine = newEngine(home)
    const root = inClassFolders()
    const { dataset, fingerprint } = await index(engine, root, 'sample')
    const old = await run(engine, 'sample', { limit: 2 })
    const db = openDatabase(path.join(home, 'acuity.db'))
    const { generation } = db.datasets.get(dataset)
    const asBefore = () => {
      db.runs.setFingerprint(dataset, generation, 'of paths')
      db.datasets.setFingerprint(dataset, 'of paths')
    }
    asBefore()
    const raw = new Sqlite(path.join(home, 'acuity.db'))
    raw.exec('UPDATE datasets SET by_content = 0')
    raw.close()
    expect(await engine.call('datasets.reindex', { dataset })).toMatchObject({ unchanged: images.length, fingerprint })
    expect(db.datasets.get(dataset)).toMatchObject({ generation, fingerprint, byContent: true })
    expect((await engine.call('runs.get', { run: old.run })).datasetFingerprint).toBe(fingerprint)
    db.close()
  })
})

it('images of before their contents were recorded are paired by where they lie, others by what they are', async () => {
  const home = temporaryFolder()
  const engine = newEngine(home)
  const ids = [(await index(engine, inClassFolders(), 'one')).dataset]
  ids.push((await index(engine, inClassFolders(), 'other')).dataset, (await index(engine, flat(), 'flat')).dataset)
  const runs = [await run(engine, 'one'), await run(engine, 'other'), await run(engine, 'flat')].map((each) => each.run)
  const [one = 0, other = 0, flatOne = 0] = runs
  const raw = new Sqlite(path.join(home, 'acuity.db'))
  raw.prepare('UPDATE images SET content = NULL WHERE dataset_id = ? AND id % 2 = 0').run(ids[0])
  raw.prepare('UPDATE images SET content = NULL WHERE dataset_id = ? AND id % 3 = 0').run(ids[1])
  const known = raw
    .prepare<[number | undefined], number>('SELECT COUNT(*) FROM images WHERE dataset_id = ? AND content IS NOT NULL')
    .pluck()
    .get(ids[0])
  raw.close()
  const paired = async (first: number, second: number) => (await engine.call('results.flips', { first, second })).images
  expect([await paired(one, other), await paired(other, one)]).toEqual([images.length, images.length])
  expect(await paired(one, flatOne)).toBe(known)
  const pair = { first: one, second: other, cell: 'both-right' } as const
  for (const image of (await engine.call('results.flipImages', { ...pair, label: null })).images) {
    const answers = await engine.call('results.imageInRuns', { image })
    expect(answers.slice(0, 2).map((answer) => answer.run)).toEqual([one, other])
  }
})

it('a touched file keeps its cached pixels, and is read whole first; so does one of the same ends elsewhere', async () => {
  const engine = newEngine()
  const root = inClassFolders()
  await index(engine, root, 'sample')
  await run(engine, 'sample')
  const [{ wnid, name } = { wnid: '', name: '' }] = images.toSorted(
    (a, b) => statSync(b.file).size - statSync(a.file).size,
  )
  const file = path.join(root, wnid, name)
  utimesSync(file, new Date(), new Date(0))
  const touched = await run(engine, 'sample', { asIndexed: false })
  expect(touched.speed.pipeline?.cached).toBe(images.length)

  // Equal but between the first 16 KiB and the last KiB, and at the very time of the first.
  const content = readFileSync(file)
  expect(content.length).toBeGreaterThan(18_000)
  content.fill(0x55, 16_500, 17_000)
  const copy = path.join(root, wnid, 'zz-twin.JPEG')
  writeFileSync(copy, content)
  utimesSync(copy, new Date(), new Date(0))
  const twin = await run(engine, 'sample', { asIndexed: false })
  expect(twin).toMatchObject({ images: { evaluated: images.length + 1, damaged: 1 } })
  expect(twin.speed.pipeline?.cached).toBe(images.length)
})
