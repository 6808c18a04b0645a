import { describe, expect, it } from 'vitest'
import { listCommands } from '../../shared/commands.ts'
import { formatRoute, parseRoute, runRoute } from '../lib/route.ts'
import { paletteEntries } from './palette-entries.ts'
import { shortcutsAt } from './shortcuts.ts'

const everywhere = shortcutsAt({ view: 'home' }).flatMap(({ shortcuts }) => shortcuts)
const onImages = shortcutsAt({ ...runRoute(1), view: 'image', image: 1 }).flatMap(({ shortcuts }) => shortcuts)
const palette = paletteEntries({ sweeps: [], runs: [], datasets: [], models: [], classes: [], run: null })

describe.each(listCommands())('the command $id', ({ id, title, key, does = title, on, words, opens }) => {
  it('leads to an address that there is, where it leads to one', () =>
    expect(opens && formatRoute(parseRoute(opens))).toBe(opens))

  it('is on the sheet of shortcuts with its key, where it has one', () => {
    const keys = key === undefined ? [] : [key.replace('CmdOrCtrl', 'Ctrl')]
    const listed = (shortcuts: typeof everywhere) => shortcuts.filter((shortcut) => shortcut.does === does)
    expect(listed(onImages).flatMap((shortcut) => shortcut.keys)).toEqual(keys)
    expect(listed(everywhere).length).toBe(key === undefined || on ? 0 : 1)
  })

  it('is in the palette where it is to be found by words', () =>
    expect(palette.filter(({ go }) => go === id).map(({ detail }) => detail)).toEqual(
      words === undefined ? [] : [words],
    ))
})

it('no two commands have one key', () => {
  const keys = listCommands().flatMap(({ key }) => key ?? [])
  expect(new Set(keys).size).toBe(keys.length)
})
