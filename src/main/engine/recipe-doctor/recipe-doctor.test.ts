import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { messageOfAdvice, remediesOfAdvice } from '../../../shared/advice.ts'
import type { Engine, Input } from '../../../shared/contract.ts'
import { Recipe } from '../../../shared/recipe.ts'
import type { RecipeDiagnosis } from '../../../shared/recipe-diagnosis.ts'
import { PREVIEWED } from '../../../shared/recipe-preview.ts'
import { newEngine, sampleEngine, windowDoor } from '../../../testing/engine.ts'
import { patient } from '../../../testing/patience.ts'
import { sampleModel, sampleRecipe } from '../../../testing/sample.ts'
import { hasSharedData, sharedData } from '../../../testing/shared-data.ts'

/** What a diagnosis says to set. */
const found = ({ advice }: RecipeDiagnosis) => advice.flatMap(remediesOfAdvice)

describe('a diagnosis of a bundled network', () => {
  const right = Recipe.parse(JSON.parse(readFileSync(sampleRecipe(99), 'utf8')))
  const diagnose = (engine: Engine, planted: Partial<Recipe>, more: Partial<Input<'recipes.diagnose'>> = {}) =>
    engine.call('recipes.diagnose', {
      ...{ dataset: 'sample', asIndexed: true, model: sampleModel(99), preset: 'torchvision' },
      recipe: { ...right, ...planted },
      ...more,
    })

  it(
    'finds what is wrong, accuses nothing that is right, and leaves no run behind',
    async () => {
      const engine = await sampleEngine()
      const asIs = await diagnose(engine, {})
      expect(asIs).toMatchObject({ dataset: 'sample', images: 240, sample: null, advice: [], leftOut: [] })
      const alike = asIs.trials.filter(({ verdict }) => verdict === 'alike')
      expect(alike.map(({ factors: [factor] }) => factor)).toContain('resampler')
      for (const { images, difference, imagesToTell } of alike)
        expect(imagesToTell ?? Infinity).toBeGreaterThan(difference === 0 ? 0 : images)

      expect(found(await diagnose(engine, { channels: 'BGR' }))).toEqual([{ do: 'set', values: { channels: 'RGB' } }])
      expect(await engine.call('runs.list', {})).toEqual([])
      expect(await engine.call('sweeps.list', {})).toEqual([])
    },
    patient(60_000),
  )

  it('may be of fewer images, tells how far it is, is asked by a page, and ends when it is told to', async () => {
    const engine = await sampleEngine()
    const { model } = await engine.call('models.add', { file: sampleModel(99) })
    const page = windowDoor(engine)
    const told: number[] = []
    page.on('diagnosis.progress', ({ done, total }) => told.push(done / total))
    const few = await diagnose(page, {}, { model, sample: 24, seed: 3 })
    expect(few).toMatchObject({ images: 24, sample: { images: 24, drawnFrom: 240, seed: 3 }, advice: [] })
    expect(told.length).toBeGreaterThan(0)
    expect(Math.max(...told)).toBeLessThanOrEqual(1)

    const ending = new AbortController()
    engine.on('diagnosis.progress', () => ending.abort())
    const request = { dataset: 'sample', asIndexed: true, model, recipe: right }
    await expect(engine.call('recipes.diagnose', request, { signal: ending.signal })).rejects.toMatchObject({
      code: 'cancelled',
    })
  })
})

describe('a preview', () => {
  it('answers the first images as a run would, warns of what it would, and keeps nothing', async () => {
    const engine = await sampleEngine()
    const { model } = await engine.call('models.add', { file: sampleModel(99) })
    const page = windowDoor(engine)
    const asked = { dataset: 'sample', model }
    const preview = await page.call('recipes.preview', asked)
    expect(preview.warnings).toEqual([])
    expect(await engine.call('runs.list', {})).toEqual([])

    const wrong = await page.call('recipes.preview', { ...asked, recipe: { mean: [0.485, 0.456, 0.406] } })
    expect(wrong.warnings.flatMap(remediesOfAdvice)).toEqual([
      { do: 'set', values: { mean: [123.675, 116.28, 103.53] } },
    ])
    expect(await engine.call('models.list', {})).toHaveLength(1)

    await engine.call('queue.pause', {})
    const { run } = await engine.call('runs.start', { ...asked, limit: PREVIEWED })
    expect((await page.call('recipes.preview', asked)).images).toBeNull()
    await engine.call('queue.unpause', {})
    expect((await engine.call('runs.wait', { run })).images).toMatchObject({ evaluated: PREVIEWED })
    const images = preview.images ?? []
    const rows = await engine.call('results.rows', { run, images: images.map(({ image }) => image) })
    expect(rows).toHaveLength(PREVIEWED)
    const told = images.map(({ label, predicted, ...row }) => ({
      ...{ label: label.index, predicted: predicted?.index ?? null },
      ...row,
    }))
    expect(told).toEqual(
      rows.map(({ image, path, label, predicted, p1, rank }) => ({ image, path, label, predicted, p1, rank })),
    )
  })
})

describe.skipIf(!hasSharedData)(
  `a diagnosis of a published network on 500 photographs${hasSharedData ? '' : ' (no ../shared/data here)'}`,
  () => {
    it(
      'finds a planted scale, channel order, normalisation and fit, and accuses nothing that is right',
      async () => {
        const engine = newEngine()
        await engine.call('datasets.index', { folder: path.join(sharedData, 'imagenet-sample/val'), name: 'val' })
        const diagnose = ({
          preset = 'inception',
          ...recipe
        }: Partial<Recipe> & Pick<Input<'recipes.diagnose'>, 'preset'>) =>
          engine.call('recipes.diagnose', {
            ...{ dataset: 'val', asIndexed: true, preset },
            model: path.join(sharedData, 'models/mobilenet_v1_0.25_128.onnx'),
            recipe: { resize: 146, crop: 128, ...recipe },
          })
        const right = await diagnose({})
        expect(right).toMatchObject({ images: 500, advice: [] })
        expect(right.trials.filter(({ verdict }) => verdict === 'better')).toEqual([])

        expect(found(await diagnose({ channels: 'BGR' }))).toEqual([{ do: 'set', values: { channels: 'RGB' } }])
        expect(found(await diagnose({ scale: 1 / 255 }))).toEqual([{ do: 'set', values: { scale: 1 } }])
        // Two mistakes at once: a square with borders, and ImageNet's mean and std.
        const both = await diagnose({ preset: 'torchvision', fit: 'longest', resize: 128 })
        const [said = ''] = both.advice.map(messageOfAdvice)
        expect(said).toMatch(/^The recipe is hardly right in its fit and normalisation: /)
        expect(found(both)).toEqual([
          { do: 'set', values: { mean: [127.5, 127.5, 127.5], std: [127.5, 127.5, 127.5], fit: 'shortest' } },
        ])
      },
      patient(90_000),
    )
  },
)
