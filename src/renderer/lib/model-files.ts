import { factsOf, recogniseModelFile } from '../../shared/model-formats.ts'
import type { GrantedPath } from '../../shared/shell-contract.ts'
import { baseName } from './intake-text.ts'

/** The files of one model. A Caffe network without weights still wants them. */
export interface ModelFiles {
  file: GrantedPath
  weights: GrantedPath | null
  mean: GrantedPath | null
}

/** Models as they were dropped, and what could not be told to belong to one. */
interface SortedFiles {
  models: ModelFiles[]
  problems: string[]
}

/** The weights that a network wants beside it: what to call the network, and which files those are. */
export function wantedWeights({ path, format }: GrantedPath): { network: string; extension: string } | null {
  const facts = format ? factsOf(format) : recogniseModelFile(path)?.facts
  const extension = facts?.files.weights[0]
  return facts === undefined || extension === undefined ? null : { network: `${facts.name} network`, extension }
}

/**
 * Tells which files make a model: an ONNX file alone; a Caffe network with the weights, and the mean image, that were
 * dropped with it. Of several networks each takes the weights that bear its name.
 */
export function sortModelFiles(granted: readonly GrantedPath[]): SortedFiles {
  const of = (kind: GrantedPath['kind']) => granted.filter((path) => path.kind === kind)
  const [weights, means] = [of('weights'), of('mean')]
  const networks = of('model').filter((file) => wantedWeights(file) !== null)
  const alone = of('model').filter((file) => wantedWeights(file) === null)

  const weightsOf = pairWeights(networks, weights)
  const mean = networks.length === 1 && means.length === 1 ? (means[0] ?? null) : null
  const models = [
    ...alone.map((file) => ({ file, weights: null, mean: null })),
    ...networks.map((file) => ({ file, weights: weightsOf.get(file) ?? null, mean })),
  ]
  const taken = new Set([...weightsOf.values(), mean])
  const left = [...weights, ...means].filter((each) => !taken.has(each))
  return { models, problems: left.map((file) => problem(file, networks.length)) }
}

/** One network and one weights file belong together, whatever their names; of more, what names leave open is not guessed. */
function pairWeights(networks: readonly GrantedPath[], weights: readonly GrantedPath[]): Map<GrantedPath, GrantedPath> {
  const areOneEach = networks.length === 1 && weights.length === 1
  const pairs = networks.flatMap((network): [GrantedPath, GrantedPath][] => {
    const [own, ...others] = areOneEach ? weights : weights.filter((each) => networkOf(each, networks) === network)
    return own && others.length === 0 ? [[network, own]] : []
  })
  return new Map(pairs)
}

/**
 * The network whose name a weights file bears. Names begin with one another: `vgg_f.caffemodel` is of `vgg_f`, not of
 * `vgg`. Undefined where there is none, or two of one name.
 */
function networkOf(weights: GrantedPath, networks: readonly GrantedPath[]): GrantedPath | undefined {
  const named = networks.filter((network) => isNamedAfter(weights, network))
  const longest = Math.max(...named.map((network) => networkName(network).length))
  const [found, ...others] = named.filter((network) => networkName(network).length === longest)
  return others.length === 0 ? found : undefined
}

/** `squeezenet_v1.0.caffemodel` belongs to `squeezenet_v1.0_deploy.prototxt`. */
function isNamedAfter(weights: GrantedPath, network: GrantedPath): boolean {
  const [name, file] = [networkName(network), baseName(weights.path).toLowerCase()]
  return name !== '' && file.startsWith(name) && /^[._-]/.test(file.slice(name.length))
}

/** Empty for a `deploy.prototxt`, which is called after no network. */
function networkName({ path }: GrantedPath): string {
  return baseName(path)
    .toLowerCase()
    .replace(/\.[^.]+$/, '')
    .replace(/(^|[._-])(deploy|train_val|train|test)$/, '')
}

function problem({ kind, path }: GrantedPath, networks: number): string {
  const { name = '', files } = recogniseModelFile(path)?.facts ?? {}
  const what = kind === 'mean' ? 'a mean image' : `the weights of a ${name} network`
  const advice =
    networks === 0
      ? `Drop it together with its network (.${files?.model[0]}).`
      : 'Drop one network with its files at a time.'
  return `${baseName(path)} is ${what}. ${advice}`
}
