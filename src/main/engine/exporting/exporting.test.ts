import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { newEngine } from '../../../testing/engine.ts'
import { temporaryFolder, writeFiles } from '../../../testing/folders.ts'
import { findPython, runPython } from './python.ts'

const can = (python: string, imported: string) => spawnSync(python, ['-c', `import ${imported}`]).status === 0
const pythons = ['python3', '/usr/bin/python3', 'python']
const plain = pythons.find((python) => can(python, 'sys'))
const withTorch = pythons.find((python) => can(python, 'torch, torchvision'))

const recipeIn = (file: string) => z.record(z.string(), z.json()).parse(JSON.parse(readFileSync(file, 'utf8')))

describe('the active environment', () => {
  it.each<[string, NodeJS.Platform, NodeJS.ProcessEnv]>([
    ['/v/bin/python', 'linux', { VIRTUAL_ENV: '/v', CONDA_PREFIX: '/c' }],
    ['/c/bin/python', 'darwin', { CONDA_PREFIX: '/c' }],
    ['C:\\v\\Scripts\\python.exe', 'win32', { VIRTUAL_ENV: 'C:\\v' }],
    ['C:\\c\\python.exe', 'win32', { CONDA_PREFIX: 'C:\\c' }],
    ['python3', 'linux', {}],
    ['python', 'win32', {}],
  ])('has the Python %s', (python, platform, env) => {
    expect(findPython(env, platform)).toBe(python)
  })
})

describe('what cannot be exported is said', () => {
  it('of a name of no library, and a Python that is not there', async () => {
    const engine = newEngine()
    const folder = temporaryFolder()
    const exporting = (model: string) => engine.call('models.export', { model, folder, python: '/nowhere/python' })
    await expect(exporting('resnet50')).rejects.toThrow(
      /^resnet50 is no name of a library's model, as are torchvision:/,
    )
    await expect(exporting('keras:resnet50')).rejects.toThrow('is no name of a library')
    await expect(exporting('timm:resnet50')).rejects.toThrow('/nowhere/python cannot be started (there is none)')
  })

  it.skipIf(plain === undefined)('of a package that is missing, an error, and an end without a word', async () => {
    const run = (lines: string) => {
      const folder = temporaryFolder()
      writeFiles(folder, { 'script.py': lines })
      const asked = { job: {}, of: 'timm:x', result: z.object({ size: z.int() }) }
      return runPython(plain ?? '', path.join(folder, 'script.py'), asked, new AbortController().signal)
    }
    expect(await run('print("noise")\nprint("{\\"size\\": 3}")')).toEqual({ size: 3 })
    await expect(run('print("{\\"error\\": \\"e\\", \\"missing\\": \\"timm\\"}")')).rejects.toThrow(
      /has no package timm, which is needed for timm:x: ".* -m pip install torch timm onnx" brings it\./,
    )
    await expect(run('print("{\\"error\\": \\"no such model\\", \\"missing\\": null}")')).rejects.toThrow(
      'timm:x was not exported. no such model',
    )
    await expect(run('import sys; sys.exit("words")')).rejects.toThrow(
      /ended while it exported timm:x \(exit 1\): words/,
    )
  })
})

it.skipIf(plain === undefined)(
  'a Python is found from where it was asked for, whatever folder it runs in',
  async () => {
    const { stdout } = spawnSync(plain ?? '', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' })
    const python = path.relative('', stdout.trim())
    // Deep enough that the same way up does not lead to the root.
    const script = path.join(temporaryFolder(), ...path.resolve('').split(path.sep), 'in', 'script.py')
    writeFiles(path.dirname(script), { 'script.py': 'print("{\\"size\\": 3}")' })
    const asked = { job: {}, of: 'timm:x', result: z.object({ size: z.int() }) }
    expect(await runPython(python, script, asked, new AbortController().signal)).toEqual({ size: 3 })
  },
)

describe.skipIf(withTorch === undefined)(
  'a Python with torch and torchvision (none is found where this is skipped)',
  () => {
    const exporting = async (model: string, more: { size?: number } = {}) => {
      vi.stubEnv('PYTHONPATH', path.join(import.meta.dirname, 'testing/stand-ins'))
      const engine = newEngine()
      const folder = temporaryFolder()
      const asked = { model, folder, randomWeights: true, python: withTorch ?? '', ...more }
      const exported = await engine.call('models.export', asked)
      return { engine, exported, recipe: recipeIn(exported.recipeFile) }
    }

    it('exports a network of torchvision for any size, which is described with its recipe', async () => {
      const { engine, exported, recipe } = await exporting('torchvision:squeezenet1_1', { size: 64 })
      expect(exported).toMatchObject({ name: 'squeezenet1_1', size: 64, sizeFixedBy: null, classes: 1000 })
      expect(exported.difference).toBeLessThan(1e-4)
      expect(recipe).toMatchObject({ fit: 'shortest', resize: 73, crop: 64, resampler: 'pillow-bilinear' })
      const { model, height, batch } = await engine.call('models.add', { file: exported.file })
      expect([height, batch]).toEqual([null, null])
      const suggested = await engine.call('models.suggestRecipe', { model })
      expect(suggested.file).toBe('squeezenet1_1.recipe.json')
    })

    it('exports those of timm and of transformers as these say (of stand-ins for both)', async () => {
      const pooled = await exporting('timm:pooled')
      expect(pooled.exported).toMatchObject({ size: 64, sizeFixedBy: null, classes: 7 })
      expect(pooled.recipe).toMatchObject({
        crop: 64,
        resize: 73,
        resampler: 'pillow-bicubic',
        mean: [127.5, 127.5, 127.5],
      })
      const fixed = await exporting('timm:fixed')
      expect(fixed.exported).toMatchObject({ size: 56, classes: 7 })
      expect(fixed.exported.sizeFixedBy).toMatch(/shapes/)
      await expect(exporting('timm:large')).rejects.toThrow(
        'timm:large is larger than one ONNX file can be, of 2 GiB: it is not written',
      )
      const hf = await exporting('hf:any/name')
      expect(hf.exported).toMatchObject({ name: 'any_name', size: 224, classes: 5 })
      expect(hf.recipe).toMatchObject({ crop: 224, resize: 256, resampler: 'pillow-bicubic' })
    })
  },
)
