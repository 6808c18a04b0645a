import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OutputKind } from '../../../shared/output-kind.ts'
import { loadModel, wrapModel } from './index.ts'
import { runWrapped } from './testing/run-models.ts'
import { buildClassifier, modelFolder } from './testing/tiny-models.ts'

let files: Awaited<ReturnType<typeof modelFolder>>
beforeAll(async () => {
  files = await modelFolder()
})
afterAll(() => files.remove())

const recipe = {
  crop: 8,
  channels: 'RGB' as const,
  mean: [0, 0, 0] as [number, number, number],
  std: [1, 1, 1] as [number, number, number],
  scale: 1,
}

interface Given {
  outputKind?: OutputKind
  opset?: number
  classOffset?: number
}

/** The answer of a network that gives these very scores. */
async function answer(scores: number[], { outputKind = 'logits', opset = 13, classOffset = 0 }: Given = {}) {
  const model = await loadModel(await files.write('model.onnx', buildClassifier({ scores, opset })))
  const outputs = scores.length
  const mapping = { outputs, classes: outputs + classOffset, classOffset, outputKind }
  const wrapped = wrapModel(model, { recipe, layout: 'NCHW', ...mapping, batch: 'dynamic' })
  const { classes, probabilities } = await runWrapped(wrapped, new Uint8Array(8 * 8 * 3), 1, 8)
  return { classes: classes[0] ?? [], probabilities: probabilities[0] ?? [] }
}

/** Scores below 4, of which class 3 has the highest: `[0, 1, 2, 3, 0, 1, …]`, but the last ones are lower. */
const scoresOf = (count: number) => Array.from({ length: count }, (_, i) => (i < 4 ? i : (i % 3) - 1))

const at = (count: number, index: number, score: number) => scoresOf(count).with(index, score)

describe.each([9, 12, 13, 18])('of opset %i', (opset) => {
  describe.each([12, 1000])('with %i scores', (count) => {
    it.each([0, 5, -1])('one that is NaN leaves no answer, wherever it is (%i)', async (index) => {
      for (const outputKind of ['logits', 'probabilities'] as const) {
        const { probabilities } = await answer(at(count, (index + count) % count, NaN), { outputKind, opset })
        expect(probabilities.every(Number.isNaN), outputKind).toBe(true)
      }
    })

    it('an infinite one is the highest, as it is to argmax, and of two the first', async () => {
      const one = await answer(at(count, 7, Infinity), { opset })
      expect(one.classes.slice(0, 2)).toEqual([7, 3])
      expect(one.probabilities.slice(0, 2)).toEqual([1, 0])
      const two = await answer(at(count, 7, Infinity).with(2, Infinity), { opset })
      expect(two.classes.slice(0, 3)).toEqual([2, 7, 3])
      expect(two.probabilities.slice(0, 3)).toEqual([0.5, 0.5, 0])
    })

    it('-infinity rules a class out, and is no answer only where there is no other', async () => {
      const ruledOut = await answer(at(count, 3, -Infinity), { opset })
      expect(ruledOut.classes[0]).toBe(2)
      expect(ruledOut.probabilities.every(Number.isFinite)).toBe(true)
      const masked = await answer(
        scoresOf(count).map((score, i) => (i < 2 ? score : -Infinity)),
        { opset },
      )
      expect(masked.classes.slice(0, 2)).toEqual([1, 0])
      expect(masked.probabilities[0]).toBeCloseTo(Math.E / (1 + Math.E), 6)
      expect(masked.probabilities.every(Number.isFinite)).toBe(true)
      const none = await answer(scoresOf(count).fill(-Infinity), { opset })
      expect(none.probabilities.every(Number.isNaN)).toBe(true)
    })
  })
})

it('of an operator set that cannot choose, an infinite one leaves no answer', async () => {
  expect((await answer(at(12, 7, Infinity), { opset: 8 })).probabilities.every(Number.isNaN)).toBe(true)
  expect((await answer(at(12, 7, NaN), { opset: 8 })).probabilities.every(Number.isNaN)).toBe(true)
})

it('of probabilities, an infinite one leaves no answer', async () => {
  for (const infinite of [Infinity, -Infinity]) {
    const { probabilities } = await answer(at(12, 5, infinite), { outputKind: 'probabilities' })
    expect(probabilities.every(Number.isFinite)).toBe(false)
  }
})

it('a background that is NaN leaves no answer either: the probabilities are shares of all outputs', async () => {
  const { probabilities } = await answer(at(13, 0, NaN), { classOffset: -1 })
  expect(probabilities.every(Number.isNaN)).toBe(true)
})

it('the sum of probabilities changes none of them', async () => {
  const { classes, probabilities } = await answer([0.1, 0.2, 0.3, 0.25, 0.15], { outputKind: 'probabilities' })
  expect(classes).toEqual([2, 3, 1, 4, 0])
  expect(probabilities).toEqual([0.3, 0.25, 0.2, 0.15, 0.1].map(Math.fround))
})
