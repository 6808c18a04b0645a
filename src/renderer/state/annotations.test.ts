import { expect, it, vi } from 'vitest'
import { LABEL_LOOKS_WRONG } from '../../shared/annotation.ts'
import type { Engine } from '../../shared/contract.ts'
import { newEngine, windowDoor } from '../../testing/engine.ts'
import { temporaryFolder, writeFiles } from '../../testing/folders.ts'
import { jpeg } from '../../testing/images.ts'
import { patient } from '../../testing/patience.ts'
import { Annotations } from './annotations.svelte.ts'
import type { Undoable } from './undo.svelte.ts'

const until = <T>(condition: () => T) => vi.waitUntil(condition, patient(10_000))

/** What a window knows, and what can be undone in it. */
function openedWith(engine: Engine): { annotations: Annotations; done: Undoable[] } {
  const done: Undoable[] = []
  const connection = { ...windowDoor(engine), onConnect: (listener: () => void) => listener() }
  return {
    annotations: new Annotations(connection, { push: (each) => done.push(each), during: (work) => work() }),
    done,
  }
}

const opened = (engine: Engine) => openedWith(engine).annotations

/** Indexes two images; those of the first dataset have the ids 1 and 2. */
async function index(engine: Engine, name: string, seed = 0): Promise<void> {
  const folder = temporaryFolder()
  writeFiles(folder, { 'n01440764/a.JPEG': jpeg(40, 30, seed), 'n01440764/b.JPEG': jpeg(50, 50, seed) })
  await engine.call('datasets.index', { folder, name })
}

async function withImages(): Promise<Engine> {
  const engine = newEngine()
  await index(engine, 'one')
  return engine
}

it('holds what is written of the image that is looked at, whichever window wrote it', async () => {
  const engine = await withImages()
  const [here, there] = [opened(engine), opened(engine)]
  for (const annotations of [here, there]) {
    annotations.show(1)
    await until(() => annotations.current)
  }
  await here.toggle(LABEL_LOOKS_WRONG)
  expect(here.current).toEqual({ image: 1, note: '', tags: [LABEL_LOOKS_WRONG] })
  await until(() => there.current?.tags.length === 1)
  await there.write(1, { note: 'a coot' })
  await until(() => here.current?.note === 'a coot')
  const elsewhere = opened(engine)
  for (const window of [here, elsewhere])
    await until(() => window.tagsInUse.some(({ tag }) => tag === LABEL_LOOKS_WRONG))
  await here.toggle(LABEL_LOOKS_WRONG)
  expect(here.current).toEqual({ image: 1, note: 'a coot', tags: [] })
})

it('what is written of an image that was left goes to that one', async () => {
  const engine = await withImages()
  const annotations = opened(engine)
  annotations.show(1)
  await until(() => annotations.current)
  annotations.show(2)
  expect(annotations.current).toBeUndefined()
  await annotations.write(1, { note: 'of the first' })
  await until(() => annotations.current)
  expect(annotations.current).toEqual({ image: 2, note: '', tags: [] })
  expect(await engine.call('annotations.get', { image: 1 })).toMatchObject({ note: 'of the first' })
})

it('knows which tags images of a dataset have', async () => {
  const engine = await withImages()
  await index(engine, 'another', 1)
  await engine.call('annotations.set', { image: 1, tags: ['blurred'] })
  for (const image of [3, 4]) await engine.call('annotations.set', { image, tags: ['blurred', 'drawn'] })
  const annotations = opened(engine)
  await until(() => annotations.tagsInUse.length === 2)
  expect(['one', 'another', 'none'].map((name) => annotations.tagsOf(name))).toEqual([
    ['blurred'],
    ['blurred', 'drawn'],
    [],
  ])
})

it('tags several images, untags them where all have the tag, and undoes both', async () => {
  const engine = await withImages()
  const { annotations, done } = openedWith(engine)
  const tagged = async () =>
    (await engine.call('annotations.tagsOf', { images: [1, 2] })).map(({ image, tags }) => `${image} ${tags.join()}`)
  await annotations.add([2], ['dark'])
  await annotations.toggleOf([1, 2], 'dark')
  expect(await tagged()).toEqual(['1 dark', '2 dark'])
  await annotations.toggleOf([1, 2], 'dark')
  expect(await tagged()).toEqual([])
  const undone: string[][] = []
  for (const { undo } of done.toReversed()) {
    await undo()
    undone.push(await tagged())
  }
  expect(undone).toEqual([['1 dark', '2 dark'], ['2 dark'], []])
  expect(done.map(({ what }) => what)).toEqual([
    '1 image tagged “dark”',
    '1 image tagged “dark”',
    '2 images untagged “dark”',
  ])
})
