import type { GrantedPath } from '../../shared/shell-contract.ts'
import { baseName } from './intake-text.ts'

/** The files of one model. A Caffe network without weights still wants them. */
export interface ModelFiles {
  file: GrantedPath
  weights: GrantedPath | null
  mean: GrantedPath | null
}

/** Models as they were dropped, and what could not be told to belong to one. */
export interface SortedFiles {
  models: ModelFiles[]
  problems: string[]
}

export const isNetwork = ({ path }: GrantedPath) => /\.prototxt$/i.test(path)

/**
 * Tells which files make a model: an ONNX file alone; a Caffe network with the weights, and the mean image, that were
 * dropped with it. Of several networks each takes the weights that bear its name.
 */
export function sortModelFiles(granted: readonly GrantedPath[]): SortedFiles {
  const of = (kind: GrantedPath['kind']) => granted.filter((path) => path.kind === kind)
  const [weights, means] = [of('weights'), of('mean')]
  const networks = of('model').filter(isNetwork)
  const alone = of('model').filter((file) => !isNetwork(file))
  const [network] = networks

  const models: ModelFiles[] = alone.map((file) => ({ file, weights: null, mean: null }))
  if (network && networks.length === 1 && weights.length <= 1 && means.length <= 1) {
    models.push({ file: network, weights: weights[0] ?? null, mean: means[0] ?? null })
    return { models, problems: [] }
  }
  const paired = networks.map((file) => ({
    file,
    weights: weights.find((each) => isNamedAfter(each, file)) ?? null,
    mean: null,
  }))
  models.push(...paired)
  const taken = new Set(paired.map((pair) => pair.weights))
  const left = [...weights.filter((each) => !taken.has(each)), ...means]
  return { models, problems: left.map(({ kind, path }) => problem(kind, baseName(path), networks.length)) }
}

/** `squeezenet_v1.0.caffemodel` belongs to `squeezenet_v1.0_deploy.prototxt`. */
function isNamedAfter(weights: GrantedPath, network: GrantedPath): boolean {
  const name = baseName(network.path)
    .toLowerCase()
    .replace(/\.prototxt$/, '')
    .replace(/[._-]?(deploy|train_val|train|test)$/, '')
  return name !== '' && baseName(weights.path).toLowerCase().startsWith(name)
}

function problem(kind: GrantedPath['kind'], name: string, networks: number): string {
  const what = kind === 'mean' ? 'a mean image' : 'the weights of a Caffe network'
  const advice =
    networks === 0 ? 'Drop it together with its network (.prototxt).' : 'Drop one network with its files at a time.'
  return `${name} is ${what}. ${advice}`
}
