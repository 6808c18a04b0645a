import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ElemType, takesWholeNumbers } from '../../../shared/model.ts'
import { refused } from '../../../testing/remedies.ts'
import { loadModel, wrapModel, type WrapOptions } from './index.ts'
import { floats, normalise, rankScores, run, runWrapped, somePixels } from './testing/run-models.ts'
import {
  buildClassifier,
  buildModel,
  type ClassifierOptions,
  classifierParts,
  modelFolder,
} from './testing/tiny-models.ts'

const CROP = 8
const recipe: WrapOptions['recipe'] = {
  crop: CROP,
  channels: 'RGB',
  mean: [123.675, 116.28, 103.53],
  std: [58.395, 57.12, 57.375],
  scale: 1,
}

let files: Awaited<ReturnType<typeof modelFolder>>
beforeAll(async () => {
  files = await modelFolder()
})
afterAll(() => files.remove())

/** Wraps a classifier, runs it, and checks it against the plain model with normalised floats. */
async function check(classifier: ClassifierOptions, options: Partial<WrapOptions> = {}, images = 3) {
  const model = await loadModel(await files.write('model.onnx', buildClassifier(classifier)))
  const { layout } = model.description
  const mapping = {
    outputs: model.description.outputs ?? 0,
    outputKind: model.description.outputKind ?? ('logits' as const),
    classes: 12,
    classOffset: 0,
    ...options,
  }
  const given: WrapOptions = { recipe, layout, batch: 'dynamic', ...mapping }
  const wrapped = wrapModel(model, given)
  const pixels = somePixels(images * CROP * CROP * 3)
  const got = await runWrapped(wrapped, pixels, images, CROP)

  const plain = buildClassifier({ ...classifier, floatEnds: true })
  const image = normalise(pixels, images, given.recipe, layout)
  const { inputName, outputName } = model.description
  const expected = rankScores(floats(await run(plain, { [inputName]: image }), outputName), images, mapping)
  expect(got.classes).toEqual(expected.classes)
  const tolerance = classifier.elemType === 'float16' ? 3 : classifier.elemType === 'bfloat16' ? 2 : 6
  got.probabilities.flat().forEach((p, i) => expect(p).toBeCloseTo(expected.probabilities.flat()[i] ?? NaN, tolerance))
  return { wrapped, got }
}

describe('a wrapped model ranks as the plain one does', () => {
  it.each([7, 8, 9, 10, 11, 12, 13, 17, 18, 21, 24])('opset %i', async (opset) => {
    await check({ opset })
    await check({ opset, softmax: true }, { classOffset: -1 })
  })

  it.each(['NCHW', 'NHWC'] as const)('%s, RGB and BGR', async (layout) => {
    await check({ layout })
    await check(
      { layout },
      { recipe: { ...recipe, channels: 'BGR', mean: [104, 117, 123], std: [1, 2, 3], scale: 0.017 } },
    )
  })

  it.each(['NCHW', 'NHWC'] as const)('%s, with a mean for each pixel', async (layout) => {
    const data = Float32Array.from({ length: 3 * CROP * CROP }, (_, i) => 90 + ((i * 7) % 61))
    const { got } = await check({ layout }, { recipe: { ...recipe, meanPixels: { key: 'slope', data } } })
    const { got: plain } = await check({ layout })
    expect(got.probabilities).not.toEqual(plain.probabilities)
  })

  it.each(['float16', 'float64', 'bfloat16'] as const)('%s', async (elemType) => {
    await check({ elemType })
    await check({ elemType, softmax: true })
  })

  const asTheyAre = { recipe: { ...recipe, mean: [0, 0, 0], std: [1, 1, 1] } } satisfies Partial<WrapOptions>
  it.each(ElemType.options.filter((elemType) => takesWholeNumbers({ elemType })))(
    '%s, which is given pixels as they are',
    async (elemType) => {
      await check({ elemType, layout: 'NHWC' }, asTheyAre)
      await check({ elemType }, { recipe: { ...asTheyAre.recipe, channels: 'BGR' } })
    },
  )

  it.each([7, 10, 12, 13, 21])('some classes alone, opset %i: their probabilities add up to 1', async (opset) => {
    for (const options of [
      { restrictedTo: [2, 3, 7] },
      { restrictedTo: [0, 4, 11], classOffset: -1 },
      { restrictedTo: [5] },
    ])
      for (const softmax of [false, true]) {
        const { wrapped, got } = await check({ opset, softmax }, options)
        expect(wrapped.k).toBe(options.restrictedTo.filter((index) => index < 12 + (options.classOffset ?? 0)).length)
        for (const shares of got.probabilities) expect(shares.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5)
      }
  })

  it('inputs that the scores do not depend on', async () => {
    const parts = classifierParts({ output: 'scores' })
    parts.inputs.unshift(['unused', 'float32', [1]])
    parts.inputs.push(['label', 'float32', ['N', 12]])
    parts.nodes.push({ opType: 'Mul', inputs: ['scores', 'label'], outputs: ['loss'] })
    parts.outputs = [
      ['loss', 'float32', ['N', 12]],
      ['scores', 'float32', ['N', 12]],
    ]
    const model = await loadModel(await files.write('label.onnx', buildModel(parts)))
    expect(model.description).toMatchObject({ inputName: 'image', outputName: 'scores' })
    const mapping = { outputs: 12, outputKind: 'logits', classes: 12, classOffset: 0 } as const
    const pixels = somePixels(CROP * CROP * 3)
    const got = await runWrapped(wrapModel(model, { recipe, layout: 'NCHW', batch: 1, ...mapping }), pixels, 1, CROP)
    const scores = floats(await run(buildClassifier(), { image: normalise(pixels, 1, recipe, 'NCHW') }), 'out')
    expect(got.classes).toEqual(rankScores(scores, 1, mapping).classes)
  })

  it('IR 3, its weights among the inputs', async () => {
    const parts = classifierParts({ irVersion: 3, opset: 8 })
    for (const { name = '', dataType, dims } of parts.initializers ?? []) parts.inputs.push([name, dataType, dims])
    const model = await loadModel(await files.write('ir3.onnx', buildModel(parts)))
    expect(model.description).toMatchObject({ inputName: 'image', irVersion: 3, opset: 8 })
    const mapping = { outputs: 12, outputKind: 'logits', classes: 12, classOffset: 0 } as const
    const pixels = somePixels(CROP * CROP * 3)
    const got = await runWrapped(wrapModel(model, { recipe, layout: 'NCHW', batch: 1, ...mapping }), pixels, 1, CROP)
    const scores = floats(await run(buildClassifier(), { image: normalise(pixels, 1, recipe, 'NCHW') }), 'out')
    expect(got.classes).toEqual(rankScores(scores, 1, mapping).classes)
  })

  it('scores of a network that squeezes whatever dimension is 1, of one image and of several', async () => {
    const parts = classifierParts({ output: 'scores' })
    parts.nodes.push({ opType: 'Squeeze', inputs: ['scores'], outputs: ['out'] })
    parts.outputs = [['out', 'float32', [12]]]
    const model = await loadModel(await files.write('squeeze.onnx', buildModel(parts)))
    const mapping = { outputs: 12, outputKind: 'logits', classes: 12, classOffset: 0 } as const
    const wrapped = wrapModel(model, { recipe, layout: 'NCHW', batch: 'dynamic', ...mapping })
    for (const images of [1, 3]) {
      const pixels = somePixels(images * CROP * CROP * 3)
      const image = normalise(pixels, images, recipe, 'NCHW')
      const scores = floats(await run(buildClassifier(), { image }), 'out')
      const got = await runWrapped(wrapped, pixels, images, CROP)
      expect(got.classes).toEqual(rankScores(scores, images, mapping).classes)
    }
  })

  it('scores of shape [batch, n, 1, 1]', async () => {
    await check({ map: true })
  })

  it('the operator set spelled ai.onnx', async () => {
    await check({ domain: 'ai.onnx' })
  })

  it('a dynamic image size', async () => {
    await check({ side: 'side' })
  })

  it('a fixed batch, in the model or asked for', async () => {
    expect((await check({ batch: 2 }, { batch: 32 }, 2)).wrapped.batch).toBe(2)
    expect((await check({}, { batch: 4 }, 4)).wrapped.batch).toBe(4)
    expect((await check({}, {}, 5)).wrapped.batch).toBe('dynamic')
  })

  it.each(['pixels', 'top_classes', 'top_probabilities'])('tensors of its own named %s', async (name) => {
    await check({ input: name })
    await check({ output: name })
  })

  it('class offsets, fewer and more outputs than classes', async () => {
    await check({ outputs: 13 }, { classOffset: -1 })
    await check({ outputs: 12 }, { classOffset: 2, classes: 14 })
    await check({ outputs: 12 }, { classOffset: 2 })
    await check({ outputs: 30 })
    const few = await check({ outputs: 4 })
    expect(few.wrapped.k).toBe(4)
    const fewClasses = await check({ outputs: 30 }, { classes: 3 })
    expect(fewClasses.wrapped.k).toBe(3)
  })
})

describe('ranking', () => {
  it('breaks ties towards the lower class', async () => {
    const { got } = await check({ scores: [0, 2, 1, 2, 2, 1, 0, 0, 0, 0, 0, 0] })
    expect(got.classes[0]).toEqual([1, 3, 4, 2, 5, 0, 6, 7, 8, 9])
  })

  it.each([257, 1000, 2000, 4096, 5000])('breaks ties among %i classes', async (outputs) => {
    const scores = Array.from({ length: outputs }, (_, i) => ((i * 7919) % 13) - 40)
    for (const classOffset of [0, -1]) {
      await check({ scores }, { classes: outputs, classOffset })
      await check({ scores: scores.map(() => 1) }, { classes: outputs, classOffset })
    }
  })

  it('never ranks what is no class, whatever is masked', async () => {
    const scores = Array.from({ length: 300 }, (_, i) => (i % 100 === 99 ? 1 : -Infinity))
    const { got } = await check({ scores }, { classes: 300 })
    expect(got.classes[0]).toEqual([99, 199, 299, 0, 1, 2, 3, 4, 5, 6])
  })

  it('tells scores apart that a softmax makes equal', async () => {
    const scores = [-500, -400, -300, -200, 0, -600, -700, -450, -350, -250, -150, -100]
    const { got } = await check({ scores })
    expect(got.classes[0]).toEqual([4, 11, 10, 3, 9, 2, 8, 1, 7, 0])
    expect(got.probabilities[0]?.slice(0, 2)).toEqual([1, expect.closeTo(0, 6)])
  })

  it('drops outputs that are no classes without renormalising', async () => {
    const { got } = await check(
      { scores: [0.5, 0.25, 0.25] },
      { outputKind: 'probabilities', classOffset: -1, classes: 2 },
    )
    expect(got).toMatchObject({
      classes: [
        [0, 1],
        [0, 1],
        [0, 1],
      ],
      probabilities: [
        [0.25, 0.25],
        [0.25, 0.25],
        [0.25, 0.25],
      ],
    })
  })
})

it('a dropped score of NaN shows in every probability', async () => {
  const file = await files.write('nan.onnx', buildClassifier({ scores: [0, 1, NaN, 3] }))
  const mapping = { outputs: 4, outputKind: 'logits', classes: 2, classOffset: 0 } as const
  const wrapped = wrapModel(await loadModel(file), { recipe, layout: 'NCHW', batch: 1, ...mapping })
  expect((await runWrapped(wrapped, somePixels(CROP * CROP * 3), 1, CROP)).probabilities).toEqual([[NaN, NaN]])
})

describe('what cannot be', () => {
  const mapping = { outputs: 12, outputKind: 'logits', classes: 12, classOffset: 0, batch: 'dynamic' } as const

  it("another crop than the model's", async () => {
    const model = await loadModel(await files.write('fixed.onnx', buildClassifier({ side: 16 })))
    expect(() => wrapModel(model, { recipe, layout: 'NCHW', ...mapping })).toThrow(
      refused(/16×16.*8×8/, { do: 'set', values: { crop: 16 } }, { do: 'choose-another', what: 'model' }),
    )
  })

  it('a layout that the shape contradicts', async () => {
    const model = await loadModel(await files.write('nchw.onnx', buildClassifier()))
    expect(() => wrapModel(model, { recipe, layout: 'NHWC', ...mapping })).toThrow(/not NHWC/)
  })

  it('an offset that leaves no class', async () => {
    const model = await loadModel(await files.write('offset.onnx', buildClassifier()))
    expect(() => wrapModel(model, { recipe, layout: 'NCHW', ...mapping, classOffset: 12 })).toThrow(
      refused(/none of its 12 outputs/, { do: 'change', option: 'classOffset', to: 'another' }),
    )
  })

  it('another number of scores than was said: fails instead of ranking nonsense', async () => {
    const model = await loadModel(await files.write('count.onnx', buildClassifier()))
    const wrapped = wrapModel(model, { recipe, layout: 'NCHW', ...mapping, outputs: 6 })
    await expect(runWrapped(wrapped, somePixels(CROP * CROP * 3), 1, CROP)).rejects.toThrow()
  })
})
