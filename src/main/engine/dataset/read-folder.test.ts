import { symlinkSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { findResources } from '../../resources.ts'
import { temporaryFolder, writeFiles } from '../../../testing/folders.ts'
import { readFolder, type FolderOptions } from './read-folder.ts'

const canonicalClasses = path.join(findResources(), 'imagenet-classes.txt')
let root: string
beforeEach(() => {
  root = temporaryFolder()
})
const read = (options: Partial<FolderOptions> = {}) => readFolder({ root, canonicalClasses, ...options })

describe('class folders', () => {
  it('map through the canonical classes, however few there are', async () => {
    writeFiles(root, { 'n01443537/a.JPEG': '', 'n15075141/deep/b.JPEG': '' })
    const { files, classes } = await read()
    expect(classes).toHaveLength(1000)
    expect(files.map(({ path, label }) => [path, label])).toEqual([
      ['n01443537/a.JPEG', 1],
      ['n15075141/deep/b.JPEG', 999],
    ])
  })

  it('record an unknown class and name what is no part of the dataset', async () => {
    writeFiles(root, { 'n01440764/a.JPEG': '', 'n01440764/.DS_Store': '', 'zebra/b.JPEG': '', 'notes.md': '' })
    const { files, ignored } = await read()
    expect(files[1]).toMatchObject({ path: 'zebra/b.JPEG', label: null, fault: { reason: 'unknown-class' } })
    expect(ignored.toSorted()).toEqual(['n01440764/.DS_Store', 'notes.md'])
  })

  it('may bring a class list of their own', async () => {
    writeFiles(root, { 'classes.txt': 'zebra striped\nant small\n', 'ant/a.JPEG': '' })
    const { files, classesFile, ignored } = await read()
    expect(files).toEqual([{ path: 'ant/a.JPEG', label: 1, fault: null }])
    expect(classesFile).toBe(path.join(root, 'classes.txt'))
    expect(ignored).toEqual([])
  })

  it('are followed through links, but not in circles', async () => {
    const elsewhere = temporaryFolder()
    writeFiles(elsewhere, { 'a.JPEG': '' })
    symlinkSync(elsewhere, path.join(root, 'n01440764'))
    symlinkSync(root, path.join(elsewhere, 'loop'))
    const { files } = await read()
    expect(files.map(({ path }) => path)).toEqual(['n01440764/a.JPEG'])
  })

  it('say where they probably are when the folder above was given', async () => {
    writeFiles(root, { 'val/n01440764/a.JPEG': '' })
    await expect(read()).rejects.toThrow(`Did you mean ${root}/val?`)
  })
})

describe('a flat folder', () => {
  it('is labelled by its val.txt, with every file accounted for', async () => {
    writeFiles(root, { 'val.txt': 'a.JPEG 3\nlost.JPEG 4\nb.JPEG 1000\n', 'a.JPEG': '', 'b.JPEG': '', 'c.JPEG': '' })
    const { files, labelsFile } = await read()
    expect(labelsFile).toBe(path.join(root, 'val.txt'))
    expect(files.map(({ path, label, fault }) => [path, label, fault?.reason])).toEqual([
      ['a.JPEG', 3, undefined],
      ['lost.JPEG', 4, 'file-missing'],
      ['b.JPEG', null, 'label-out-of-range'],
      ['c.JPEG', null, 'unlabelled'],
    ])
  })

  it('asks for labels when there are none', async () => {
    writeFiles(root, { 'a.JPEG': '' })
    await expect(read()).rejects.toThrow(/choose its labels file.*--labels/)
  })
})

it('refuses what is not a folder', async () => {
  writeFiles(root, { file: '' })
  await expect(read({ root: path.join(root, 'file') })).rejects.toMatchObject({ code: 'not-found' })
})
