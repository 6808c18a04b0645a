import { Tensor } from 'onnxruntime-node'
import { expect, it } from 'vitest'
import { matrixProduct } from './matrix-product.ts'
import { readModel } from './onnx/read.ts'
import { floats, run } from './testing/run-models.ts'
import { fillUniform } from './uniform.ts'

const SIDE = 8

/** The highest number of `scale` × the weights × the weights × …, in double precision. */
function highest(products: number, scale: number): number {
  const weights = new Float32Array(SIDE * SIDE)
  fillUniform(weights, 1, 0, Math.sqrt(3 / SIDE))
  const at = (matrix: ArrayLike<number>, row: number, column: number) => matrix[row * SIDE + column] ?? NaN
  let matrix = Array.from(weights, (weight) => weight * scale)
  for (let product = 0; product < products; product++)
    matrix = matrix.map((_, i) => {
      const [row, column] = [Math.floor(i / SIDE), i % SIDE]
      return weights.subarray(0, SIDE).reduce((sum, _w, k) => sum + at(matrix, row, k) * at(weights, k, column), 0)
    })
  return Math.max(...matrix)
}

it.each([1, 3])('multiplies %i times, when it is run and not before', async (products) => {
  const { model, pixels, output, macs } = matrixProduct({ side: SIDE, products })
  expect(macs).toBe(products * SIDE ** 3)
  const { graph } = readModel(model)
  expect(graph.nodes.filter(({ opType }) => opType === 'MatMul')).toHaveLength(products)
  for (const scale of [1, 7]) {
    const values = await run(model, { [pixels]: new Tensor('uint8', [0, scale, 0], [1, 1, 1, 3]) })
    expect(floats(values, output)[0]).toBeCloseTo(highest(products, scale), 4)
  }
})
