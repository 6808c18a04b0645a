import { Tensor } from 'onnxruntime-node'
import { expect, it } from 'vitest'
import { floats, run } from '../../src/main/engine/model/testing/run-models.ts'
import { freeNetwork } from './free-network.ts'

const scoresOf = async (image: Tensor) => floats(await run(freeNetwork(4), { image }), 'scores')

it('is a network of any size whose scores depend on nothing but the mean of each channel', async () => {
  const channels = [1, 2, 3]
  const expected = [0, 1, 2, 3].map((output) =>
    channels.reduce((sum, mean, channel) => sum + mean * Math.sin(channel * 4 + output + 1), 0),
  )
  for (const side of [1, 5]) {
    // The first pixel is its channel's mean; of the others each second one is twice that, and the rest nothing.
    const pixels = channels.flatMap((mean) =>
      Array.from({ length: side * side }, (_, i) => mean * (i === 0 ? 1 : i % 2 === 0 ? 2 : 0)),
    )
    const scores = await scoresOf(new Tensor('float32', Float32Array.from(pixels), [1, 3, side, side]))
    scores.forEach((score, output) => expect(score).toBeCloseTo(expected[output] ?? NaN, 5))
  }
})
