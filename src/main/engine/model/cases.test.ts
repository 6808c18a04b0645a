import path from 'node:path'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { describe, expect, it } from 'vitest'
import { resolveRecipe } from '../../../shared/presets.ts'
import { hasSharedCases, sharedCases } from '../../../testing/shared-data.ts'
import { distance, loadModel } from './index.ts'
import { ownRecipe } from './own-recipe.ts'
import { floats, normalise, pixelTensor, probeOnce, somePixels } from './testing/run-models.ts'

const SIDE = 32
const recipe = resolveRecipe('torchvision', { resize: SIDE, crop: SIDE })
const pixels = somePixels(SIDE * SIDE * 3)
const shares = { ...recipe, mean: [0, 0, 0], std: [255, 255, 255] } satisfies typeof recipe

describe.skipIf(!hasSharedCases)('a network answers as its own file does (needs ../shared/cases)', () => {
  it.each<[string, Tensor]>([
    ['uint8_input', pixelTensor(pixels, 1, SIDE)],
    ['norm_inside', normalise(pixels, 1, shares, 'NCHW')],
    ['all_dynamic_nhwc', normalise(pixels, 1, recipe, 'NHWC')],
    ['if_external/m', normalise(pixels, 1, recipe, 'NCHW')],
  ])('%s', async (name, images) => {
    const file = path.join(sharedCases, 'models', `${name}.onnx`)
    const model = await loadModel(file)
    const { inputName, outputName } = model.description
    // To fold a constant If, ONNX Runtime would look for its weights in the working directory.
    const session = await InferenceSession.create(file, { graphOptimizationLevel: 'disabled', logSeverityLevel: 4 })
    const own = floats(await session.run({ [inputName]: images }), outputName)
    await session.release()
    const { scores } = await probeOnce(model, { ...recipe, ...ownRecipe(model.description) })
    expect(distance(scores, own)).toBeLessThan(1e-5)
  })
})
