import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder, writeFiles } from '../../../testing/folders.ts'
import { findResources } from '../../resources.ts'
import { modelFile } from './model-file.ts'

it('takes a name for a file, else for an architecture that ships, also beside a folder of that name', async () => {
  const folder = temporaryFolder()
  const before = process.cwd()
  const meant = (named: string) => modelFile(findResources(), named)
  const shipped = path.join(findResources(), 'architectures', 'alexnet.prototxt')
  try {
    process.chdir(folder)
    expect(await meant('AlexNet')).toBe(shipped)
    mkdirSync('alexnet')
    expect(await meant('alexnet')).toBe(shipped)
    writeFiles(folder, { vgg_f: '' })
    expect(await meant('vgg_f')).toBe('vgg_f')
    mkdirSync('saved_model')
    expect(await meant('saved_model')).toBe('saved_model')
    expect(await meant('gone.onnx')).toBe('gone.onnx')
    await expect(meant('gone')).rejects.toMatchObject({ code: 'not-found' })
  } finally {
    process.chdir(before)
  }
})
