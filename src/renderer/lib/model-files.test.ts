import { expect, it } from 'vitest'
import type { GrantedPath } from '../../shared/shell-contract.ts'
import { sortModelFiles } from './model-files.ts'

const kinds: Record<string, GrantedPath['kind']> = { caffemodel: 'weights', binaryproto: 'mean' }

/** Files as they were dropped, and what was made of them: each model's files in one line. */
function sorted(...names: string[]) {
  const granted = names.map((name): GrantedPath => {
    const kind = kinds[name.split('.').at(-1) ?? ''] ?? 'model'
    const format = name.endsWith('.txt') ? ({ format: 'caffe' } as const) : {}
    return { grant: crypto.randomUUID(), kind, path: `/nets/${name}`, ...format }
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
  [['deploy.txt', 'net.caffemodel'], ['deploy.txt net.caffemodel –']],
  [
    ['a_deploy.prototxt', 'b.deploy.prototxt', 'b_iter_9.caffemodel', 'A.caffemodel'],
    ['a_deploy.prototxt A.caffemodel –', 'b.deploy.prototxt b_iter_9.caffemodel –'],
  ],
  [
    ['vgg.prototxt', 'vgg_f.prototxt', 'vgg_f.caffemodel', 'vgg.caffemodel'],
    ['vgg.prototxt vgg.caffemodel –', 'vgg_f.prototxt vgg_f.caffemodel –'],
  ],
  [
    ['net_ft.prototxt', 'net.prototxt', 'net_ft_iter_9.caffemodel'],
    ['net_ft.prototxt net_ft_iter_9.caffemodel –', 'net.prototxt – –'],
  ],
  [
    ['latest.prototxt', 'la.prototxt', 'latest.caffemodel'],
    ['latest.prototxt latest.caffemodel –', 'la.prototxt – –'],
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

it.each([
  ['two networks of one name', ['net_train.prototxt', 'net_deploy.prototxt', 'net.caffemodel']],
  ['two weights files for one network', ['net.prototxt', 'net_ft.caffemodel', 'net_iter_9.caffemodel']],
  ['a name that only begins alike', ['net.prototxt', 'alex.prototxt', 'network.caffemodel']],
])('guesses nothing from %s', (_, names) => {
  const named = (ending: string) => names.filter((name) => name.endsWith(ending))
  const { models, problems } = sorted(...names)
  expect(models).toEqual(named('.prototxt').map((name) => `${name} – –`))
  expect(problems.map((problem) => problem.split(' ')[0])).toEqual(named('.caffemodel'))
})

it('takes the mean image of one network, and the weights though there are two mean images', () => {
  expect(sorted('net.prototxt', 'net.caffemodel', 'old.caffemodel', 'm.binaryproto').models).toEqual([
    'net.prototxt net.caffemodel m.binaryproto',
  ])
  expect(sorted('deploy.prototxt', 'net.caffemodel', 'm.binaryproto', 'n.binaryproto').models).toEqual([
    'deploy.prototxt net.caffemodel –',
  ])
})
