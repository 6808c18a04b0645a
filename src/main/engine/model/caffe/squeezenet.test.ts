import { existsSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { sharedData } from '../../../../testing/shared-data.ts'
import { countCaffe, loadCaffeModel } from './load.ts'

const fileOf = (name: string) => path.join(sharedData, 'models', name)
const prototxt = fileOf('squeezenet_v1.0_deploy.prototxt')
const caffemodel = fileOf('squeezenet_v1.0.caffemodel')
const missing = [prototxt, caffemodel].filter((file) => !existsSync(file))

describe.skipIf(missing.length > 0)(
  `SqueezeNet from ${sharedData}${missing.length > 0 ? ' (skipped: not there)' : ''}`,
  () => {
    it.each([227, 111, 99])('fits images of any size: %i', async (side) => {
      const { description, onnx, external } = await loadCaffeModel(prototxt, caffemodel, side)
      // Iandola et al. 2016, table 2: 50 times fewer than AlexNet's 61 millions.
      expect(description).toMatchObject({
        params: 1_248_424,
        height: null,
        width: null,
        outputs: 1000,
        // It ends with its pooling.
        outputKind: 'logits',
        caffe: { height: 227, width: 227 },
      })
      expect(onnx.graph.inputs[0]?.dims).toEqual([null, 3, side, side])
      expect(new Set([...external.tensors.values()].map(({ buffer }) => buffer)).size).toBe(1)
      expect(await countCaffe(prototxt, [side])).toMatchObject([{ side, params: 1_248_424 }])
    })

    it('computes less for a smaller image', async () => {
      const [whole = NaN, half = NaN] = (await countCaffe(prototxt, [227, 111])).map(({ macs }) => macs.convolutions)
      expect(Math.round(whole / 1e6)).toBe(861)
      expect(half / whole).toBeLessThan(0.25)
    })
  },
)
