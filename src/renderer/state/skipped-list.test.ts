import { expect, it } from 'vitest'
import { newEngine, windowDoor } from '../../testing/engine.ts'
import { temporaryFolder, writeFiles } from '../../testing/folders.ts'
import { jpeg } from '../../testing/images.ts'
import { SkippedList } from './skipped-list.svelte.ts'

it('shows the first few files, and more as they are asked for, also when they are read again', async () => {
  const engine = newEngine()
  const folder = temporaryFolder()
  const names = Array.from({ length: 130 }, (_, i) => `n01440764/${String(i).padStart(3, '0')}.JPEG`)
  writeFiles(folder, { 'n01440764/a.JPEG': jpeg(), ...Object.fromEntries(names.map((name) => [name, 'no image'])) })
  const { dataset } = await engine.call('datasets.index', { folder })
  const door = windowDoor(engine)
  const list = new SkippedList((page) => door.call('datasets.skipped', { dataset, counted: true, ...page }))
  const shown = () => list.files.map(({ path }) => path)
  await list.renew()
  expect(shown()).toEqual(names.slice(0, 5))
  await list.more()
  expect(shown()).toEqual(names.slice(0, 105))
  await list.renew()
  expect(shown()).toEqual(names.slice(0, 105))
  await list.more()
  expect(shown()).toEqual(names)

  // Of two questions the later one's answer stays, and what cannot be read is said.
  await Promise.all([list.more(), list.renew()])
  expect(shown()).toEqual(names)
  await engine.close()
  await list.renew()
  expect(list.failure).not.toBeNull()
  expect(shown()).toEqual(names)
})
