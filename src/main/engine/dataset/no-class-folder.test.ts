import { mkdirSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { temporaryFolder, writeFiles } from '../../../testing/folders.ts'
import { refused } from '../../../testing/remedies.ts'
import { findResources } from '../../resources.ts'
import { listFiles } from './list-files.ts'
import { readContents } from './read-contents.ts'

const resources = findResources()
let root: string
beforeEach(() => {
  root = temporaryFolder()
})
const read = (options: { root?: string } = {}) => readContents(listFiles, { root, resources, ...options })

describe('class folders', () => {
  it('lie in val first, where train is beside it (case 03-train-and-val)', async () => {
    writeFiles(root, { 'train/n01440764/a.JPEG': '', 'val/n01440764/b.JPEG': '' })
    await expect(read()).rejects.toThrow(`Did you mean ${root}/val? (There is train as well.)`)
  })

  it('may be empty, which is said (case 06-empty-class-folder)', async () => {
    mkdirSync(path.join(root, 'n01440764'))
    await expect(read()).rejects.toThrow(`The class folder n01440764 in ${root} is empty`)
    mkdirSync(path.join(root, 'n01443537'))
    await expect(read()).rejects.toThrow(`The 2 class folders in ${root} are empty`)
    await expect(read({ root: temporaryFolder() })).rejects.toThrow(/It holds no file at all/)
  })

  it('lie elsewhere: val first, also deeper down or where its images are flat beside train', async () => {
    writeFiles(root, { 'a/b/train/n01440764/a.JPEG': '', 'a/b/test/n01440764/a.JPEG': '' })
    await expect(read()).rejects.toThrow(`Did you mean ${root}/a/b/test? (There is a/b/train as well.)`)
    writeFiles((root = temporaryFolder()), { 'CLS/train/n01440764/a.JPEG': '', 'CLS/val/ILSVRC_1.JPEG': '' })
    await expect(read()).rejects.toThrow(
      refused(/Did you mean .*\/CLS\/val\? Its images lie side by side, and need a labels file\./, {
        do: 'state',
        option: 'labels',
      }),
    )
    writeFiles((root = temporaryFolder()), { 'train/n01440764/a.JPEG': '', 'val/1_n01440764.JPEG': '' })
    await expect(read()).rejects.toThrow(`Did you mean ${root}/val?`)
  })

  it('may be links that lead nowhere, or archives, which is said', async () => {
    symlinkSync('/nowhere/n01440764', path.join(root, 'n01440764'))
    await expect(read()).rejects.toThrow(`The class folder n01440764 in ${root} is a link that leads nowhere`)
    symlinkSync('/nowhere/n01443537', path.join(root, 'n01443537'))
    await expect(read()).rejects.toThrow(/2 class folders in .* are links that lead nowhere, n01440764 for one/)
    writeFiles(root, { 'n01484850/a.JPEG': '' })
    expect((await read()).warnings).toEqual([
      '2 class folders are links that lead nowhere, n01440764 for one: their images are missing.',
    ])
    writeFiles((root = temporaryFolder()), { 'n01440764.tar': '' })
    await expect(read()).rejects.toThrow(/still packed, as n01440764\.tar/)
    symlinkSync('/nowhere/val', path.join((root = temporaryFolder()), 'val'))
    await expect(read()).rejects.toThrow(`val in ${root} is a link that leads nowhere`)
  })
})
