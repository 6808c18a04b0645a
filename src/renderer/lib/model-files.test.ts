import { expect, it } from 'vitest'
import type { GrantedPath } from '../../shared/shell-contract.ts'
import { sortModelFiles } from './model-files.ts'

const kinds: Record<string, GrantedPath['kind']> = { caffemodel: 'weights', binaryproto: 'mean' }

/** Files as they were dropped, and what was made of them: each model's files in one line. */
function sorted(...names: string[]) {
  const granted = names.map((name): GrantedPath => {
    const kind = kinds[name.split('.').at(-1) ?? ''] ?? 'model'
    return { grant: crypto.randomUUID(), kind, path: `/nets/${name}` }
  })
  const { models, problems } = sortModelFiles(granted)
  const nameOf = (path: GrantedPath | null) => path?.path.replace('/nets/', '') ?? '–'
  return {
    models: models.map(({ file, weights, mean }) => [file, weights, mean].map(nameOf).join(' ')),
    problems,
  }
}

it.each([
  [
    ['a.onnx', 'b.onnx'],
    ['a.onnx – –', 'b.onnx – –'],
  ],
  [['deploy.prototxt', 'net.caffemodel'], ['deploy.prototxt net.caffemodel –']],
  [
    ['mean.binaryproto', 'net.caffemodel', 'a.onnx', 'DEPLOY.PROTOTXT'],
    ['a.onnx – –', 'DEPLOY.PROTOTXT net.caffemodel mean.binaryproto'],
  ],
  [['deploy.prototxt'], ['deploy.prototxt – –']],
  [
    ['a_deploy.prototxt', 'b.deploy.prototxt', 'b_iter_9.caffemodel', 'A.caffemodel'],
    ['a_deploy.prototxt A.caffemodel –', 'b.deploy.prototxt b_iter_9.caffemodel –'],
  ],
])('tells which of %j belong together', (names, models) => {
  expect(sorted(...names)).toEqual({ models, problems: [] })
})

it.each([
  [['net.caffemodel'], /^net\.caffemodel is the weights .* Drop it together with its network \(\.prototxt\)\.$/],
  [['m.binaryproto'], /^m\.binaryproto is a mean image\. Drop it together with its network \(\.prototxt\)\.$/],
  [['a.prototxt', 'b.prototxt', 'c.caffemodel'], /^c\.caffemodel is .* Drop one network with its files at a time\.$/],
])('says of %j what it cannot place', (names, problem) => {
  expect(sorted(...names).problems).toEqual([expect.stringMatching(problem)])
})
