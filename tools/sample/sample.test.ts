import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { describe, expect, test } from 'vitest'
import { parseBoxes } from '../../src/main/engine/dataset/index.ts'
import { createDecoder } from '../../src/main/engine/image/index.ts'
import { Recipe } from '../../src/shared/recipe.ts'
import { accuracy, classify, type LabelledFile } from './measure.ts'
import { networks } from './networks.ts'
import { species } from './species.ts'

const sample = join(import.meta.dirname, '../../resources/sample')
const val = join(sample, 'val')
const readme = readFileSync(join(sample, 'README.md'), 'utf8')
const percent = (share: number): string => `${(share * 100).toFixed(1)}%`

const files: (LabelledFile & { name: string })[] = species.flatMap(({ id }, label) =>
  readdirSync(join(val, id)).map((name) => ({ name, label, bytes: readFileSync(join(val, id, name)) })),
)

describe('the dataset', () => {
  test('has 20 images of each of its 12 classes and nothing else', () => {
    expect(readdirSync(val).toSorted()).toEqual(['classes.txt', ...species.map(({ id }) => id)].toSorted())
    expect(files.map(({ name }) => name)).toEqual(
      species.flatMap(({ id }) => Array.from({ length: 20 }, (_, i) => `${id}_${String(i + 1).padStart(4, '0')}.JPEG`)),
    )
  })

  test('lists its classes in canonical order, under ids that are no WordNet ids', () => {
    const lines = readFileSync(join(val, 'classes.txt'), 'utf8').trimEnd().split('\n')
    expect(lines).toEqual(species.map(({ id, names }) => `${id} ${names}`))
    expect(lines.toSorted()).toEqual(lines)
    for (const line of lines) expect(line).not.toMatch(/^n\d{8}/)
  })

  test('has photographs of about 500 × 375, upright and lying, some of them gray', () => {
    const decoder = createDecoder()
    let upright = 0
    let gray = 0
    for (const { bytes } of files) {
      const { width, height, data } = decoder.decode(bytes)
      expect(Math.max(width, height)).toBeGreaterThanOrEqual(480)
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(333)
      if (height > width) upright++
      if (data.every((value, i) => value === data[i - (i % 3)])) gray++
    }
    expect(upright).toBeGreaterThan(files.length / 10)
    expect(upright).toBeLessThan(files.length / 2)
    expect(gray).toBeGreaterThan(0)
  })

  test('says of each image where its object is, as ILSVRC does, and of nothing else', () => {
    const bbox = join(sample, 'bbox')
    const named = readdirSync(bbox, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.xml'))
    expect(named.map((name) => basename(name, '.xml')).toSorted()).toEqual(
      files.map(({ name }) => basename(name, '.JPEG')).toSorted(),
    )
    const decoder = createDecoder()
    let bytes = 0
    for (const { name, label, bytes: jpeg } of files) {
      const { id = '' } = species[label] ?? {}
      const xml = readFileSync(join(bbox, id, name.replace('.JPEG', '.xml')), 'utf8')
      const { width, height } = decoder.decode(jpeg)
      expect(xml).toContain(`<width>${width}</width>\n\t\t<height>${height}</height>`)
      const [box, ...others] = parseBoxes(xml, { width, height })
      expect(others).toEqual([])
      expect(box?.name).toBe(id)
      // Near the middle, and a tenth to seven tenths of the picture.
      const { left = 0, top = 0, right = 0, bottom = 0 } = box ?? {}
      expect(Math.abs((left + right) / 2 / width - 0.5)).toBeLessThan(0.3)
      expect(Math.abs((top + bottom) / 2 / height - 0.5)).toBeLessThan(0.3)
      const share = ((right - left) * (bottom - top)) / (width * height)
      expect(share).toBeGreaterThan(0.08)
      expect(share).toBeLessThan(0.7)
      bytes += xml.length
    }
    expect(bytes).toBeLessThan(200_000)
  })

  test('is under 6 MB in all, networks included', () => {
    const all = readdirSync(sample, { recursive: true, encoding: 'utf8' }).map((name) => statSync(join(sample, name)))
    const bytes = all.filter((entry) => entry.isFile()).reduce((sum, { size }) => sum + size, 0)
    console.log(`resources/sample: ${(bytes / 1e6).toFixed(2)} MB`)
    expect(bytes).toBeLessThan(6e6)
  })
})

describe('the networks', () => {
  test.each(networks)('$name comes with the recipe it was trained for', ({ name, recipe }) => {
    const written: unknown = JSON.parse(readFileSync(join(sample, 'models', `${name}.recipe.json`), 'utf8'))
    expect(Recipe.parse(written)).toEqual(recipe)
  })

  test.each(networks)('$name takes any number of images at once', async ({ name, recipe: { crop } }) => {
    const session = await InferenceSession.create(join(sample, 'models', `${name}.onnx`))
    const { logits } = await session.run({
      input: new Tensor('float32', new Float32Array(3 * 3 * crop * crop), [3, 3, crop, crop]),
    })
    expect(logits?.dims).toEqual([3, species.length])
    await session.release()
  })

  test('are right as often as the README says: between 60% and 97%, the one that sees more visibly more often', async () => {
    const shares: number[] = []
    for (const { name, recipe } of networks) {
      const share = accuracy(await classify(join(sample, 'models', `${name}.onnx`), recipe, files), files)
      console.log(`${name}: top-1 ${percent(share)}`)
      expect(share).toBeGreaterThanOrEqual(0.6)
      expect(share).toBeLessThanOrEqual(0.97)
      expect(readme).toMatch(new RegExp(`${name}.*${percent(share)}`))
      shares.push(share)
    }
    const [sharp = 0, coarse = 0] = shares
    expect(sharp - coarse).toBeGreaterThan(0.08)
  })

  test('sample_net_any takes any size, and is right less often at each smaller one of these, as the README says', async () => {
    const { name, recipe } = networks.find(({ smallest }) => smallest !== undefined) ?? { name: '', recipe: null }
    if (!recipe) throw new Error('no network is for any size')
    let larger = 1
    for (const crop of [224, 128, 96, 64]) {
      const size = { ...recipe, crop, resize: Math.floor(crop / 0.875) }
      const share = accuracy(await classify(join(sample, 'models', `${name}.onnx`), size, files), files)
      console.log(`${name} at ${crop}: top-1 ${percent(share)}`)
      expect(share).toBeLessThan(larger - 0.02)
      expect(readme).toMatch(new RegExp(`\\| ${crop}×${crop} .*${percent(share)}`))
      larger = share
    }
    expect(larger).toBeLessThan(0.6)
  })
})
