import { expect, it, vi } from 'vitest'
import { newEngine, windowDoor } from '../../testing/engine.ts'
import { temporaryFolder, writeFiles } from '../../testing/folders.ts'
import { jpeg } from '../../testing/images.ts'
import { patient } from '../../testing/patience.ts'
import { ImageTags } from './image-tags.svelte.ts'

const until = <T>(condition: () => T) => vi.waitUntil(condition, patient(10_000))

it('knows the tags of what is wanted, and asks again when they have changed', async () => {
  const engine = newEngine()
  const folder = temporaryFolder()
  writeFiles(folder, { 'n01440764/a.JPEG': jpeg(40, 30), 'n01440764/b.JPEG': jpeg(50, 50) })
  await engine.call('datasets.index', { folder, name: 'two' })
  await engine.call('annotations.edit', { images: [1], add: ['small', 'dark'] })
  const tags = new ImageTags(windowDoor(engine))
  tags.want([1, 2])
  await until(() => tags.of(1).length > 0)
  expect([tags.of(1), tags.of(2)]).toEqual([['dark', 'small'], []])
  expect([tags.allHave([1], 'dark'), tags.allHave([1, 2], 'dark'), tags.allHave([], 'dark')]).toEqual([
    true,
    false,
    false,
  ])
  await engine.call('annotations.edit', { images: [2], add: ['dark'] })
  tags.renew()
  await until(() => tags.allHave([1, 2], 'dark'))
})
