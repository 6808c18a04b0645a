import { Buffer } from 'node:buffer'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { answerOf } from './testing/answer.ts'

// Small networks and what other programs answer. tools/caffe/reference made them: with OpenCV, or with Caffe's own
// formulas where OpenCV is known not to be Caffe.
const Values = z.object({ dims: z.array(z.int()), data: z.array(z.number()) })
const Cases = z.array(
  z.object({
    name: z.string(),
    prototxt: z.string(),
    caffemodel: z.base64().nullable(),
    input: Values,
    output: Values,
    by: z.enum(['opencv', 'caffe-formula']),
  }),
)
type Case = z.infer<typeof Cases>[number]

const cases = Cases.parse(JSON.parse(readFileSync(path.join(import.meta.dirname, 'reference.json'), 'utf8')))

/** What mixes the images of a batch, or needs an input without one, is refused; so is what Caffe itself would muddle. */
const refused = new Map([
  ["batch norm: use_global_stats false takes the batch's own mean and variance", /statistics of its own batch/],
  ['concat: axis 0', /which is the batch/],
  ['flatten: axis 0 to end_axis -3', /which is the batch/],
  ['scale: two bottoms, the second [c] with axis 1', /each image must keep its numbers/],
  ['scale: two bottoms, the second [c], and a bias of its own', /each image must keep its numbers/],
  ["in place: on a Split's top, whose memory Caffe shares with the other branch", /shares its memory/],
])

const answer = ({ prototxt, caffemodel, input }: Case) =>
  answerOf(prototxt, caffemodel === null ? null : Buffer.from(caffemodel, 'base64'), input)

describe('a network of Caffe answers as other programs do', () => {
  it.each(cases.filter(({ name }) => !refused.has(name)))('$name ($by)', async (example) => {
    const { dims, stated, data } = await answer(example)
    const { output } = example
    expect(dims).toEqual(output.dims)
    // Caffe's sizes are computed here as well, from the text alone.
    expect(stated?.slice(1)).toEqual(output.dims.slice(1))
    const largest = Math.max(...output.data.map(Math.abs), 1e-3)
    expect(data).toHaveLength(output.data.length)
    for (const [i, value] of output.data.entries())
      expect(Math.abs((data[i] ?? NaN) - value)).toBeLessThan(2e-6 * largest)
  })
})

it.each(cases.filter(({ name }) => refused.has(name)))('refuses $name', async (example) => {
  await expect(answer(example)).rejects.toThrow(refused.get(example.name))
})

it('knows every case that it refuses', () => {
  const names = cases.map(({ name }) => name)
  expect([...refused.keys()].filter((name) => !names.includes(name))).toEqual([])
})
