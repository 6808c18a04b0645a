import { upgradeLayers } from './format-of-2013.ts'
import { V1_TYPES } from './layer-types.ts'
import { isInTestPhase } from './phase.ts'
import { parsePrototxt } from './prototxt/parse.ts'
import { invalid, type TextLocation } from './prototxt/location.ts'
import type { TextMessage, UnknownField } from './prototxt/text-message.ts'

/** A network as its prototxt states it, in the form of Caffe 1.0 whatever form it is written in. */
export interface Net {
  file: string
  name: string
  /** The inputs that the net itself states; an Input or data layer is among the layers. */
  inputs: NetInput[]
  /** The layers of the TEST phase, in order. */
  layers: Layer[]
  /** Those of another phase or stage. */
  absent: Layer[]
  /** Fields of the network itself that are passed over. */
  unheeded: UnknownField[]
}

export interface NetInput {
  blob: string
  location: TextLocation
  /** With the batch in front. */
  dims: number[]
}

export interface Layer {
  name: string
  /** As Caffe 1.0 calls it: `Convolution`. */
  type: string
  location: TextLocation
  bottoms: string[]
  tops: string[]
  /** The whole layer, for the parameters of its type. */
  message: TextMessage
}

/** By name or number; BN is of forks, which number it each in their own way. */
const V1_NUMBERS = {
  ...Object.fromEntries(Object.entries(V1_TYPES).map(([name, { number }]) => [name, number])),
  BN: NaN,
}

const NET_FIELDS = new Set([
  ...['name', 'input', 'input_dim', 'input_shape', 'force_backward', 'state', 'debug_info', 'layer', 'layers'],
])

/** Each is compared with each, and a real layer has some dozens at most. */
const MAX_BLOBS = 1000
/** Names are written once for every node that uses them. */
const MAX_NAME = 1000

/** Where a solver has its network, the one for testing first: inside, or in a file that it names. */
const NETS_INSIDE = ['test_net_param', 'net_param', 'train_net_param']
const NETS_NAMED = ['test_net', 'net', 'train_net']

/** What says of a file that it is about training a network, and no network. */
const SOLVER_FIELDS = [
  ...['base_lr', 'lr_policy', 'max_iter', 'solver_mode', 'test_iter', 'snapshot_prefix', ...NETS_INSIDE, ...NETS_NAMED],
]

/**
 * Reads a network from Caffe's text format: deploy and train_val nets, in the formats of 2013, 2014 (`layers`) and today.
 * @param file for messages
 * @throws AcuityError `model-invalid` with the line that is wrong
 */
export function readNet(file: string, text: string): Net {
  const message = findNet(parsePrototxt(file, text))
  const unheeded = message.unknown(NET_FIELDS)
  const old = message.messages('layers')
  const layers = message.messages('layer')
  if (old.length > 0 && layers.length > 0)
    throw invalid(
      message.locationOf('layers'),
      'old and new layers (layers, layer) are mixed: Caffe takes one or the other.',
    )
  if (old.length + layers.length === 0) {
    const [strange] = unheeded
    throw invalid(
      strange?.location ?? { file, line: 1 },
      `no layer is stated${strange ? `, but ${strange.field}` : ''}: this is no network, or the file is cut off.`,
    )
  }
  const stages = message.message('state').strings('stage')
  const all = old.some((each) => each.has('layer'))
    ? upgradeLayers(old).map(readLayer)
    : [...old.map(readOldLayer), ...layers.map(readLayer)]
  const there = new Set(all.filter((layer) => isInTestPhase(layer.message, stages)))
  return {
    file,
    name: message.string('name') ?? '',
    inputs: readInputs(message, [...there]),
    layers: [...there],
    absent: all.filter((layer) => !there.has(layer)),
    unheeded,
  }
}

/** The network itself, which may lie inside a solver. */
function findNet(message: TextMessage): TextMessage {
  const solver = SOLVER_FIELDS.find((field) => message.has(field))
  if (solver === undefined) return message
  const [inside] = NETS_INSIDE.flatMap((field) => message.messages(field))
  if (inside) return inside
  const named = NETS_NAMED.find((field) => message.has(field))
  const net =
    named === undefined ? 'network' : `file that its "${named}" names, ${JSON.stringify(message.strings(named)[0])}`
  throw invalid(message.locationOf(solver), `this is a solver, and no network: pass the ${net}.`)
}

function readInputs(message: TextMessage, layers: readonly Layer[]): NetInput[] {
  const location = message.locationOf('input')
  const names = readBlobs(message, 'input')
  const shapes = message.messages('input_shape').map((shape) => shape.integers('dim'))
  const flat = message.integers('input_dim')
  // The old form gives four numbers an input.
  for (let at = 0; at < flat.length; at += 4) shapes.push(flat.slice(at, at + 4))
  // Caffe 1.0 passes over inputs without a shape: layers have to give them.
  const given = new Set(layers.flatMap(({ tops }) => tops))
  if (shapes.length === 0 && names.every((name) => given.has(name))) return []
  if (names.length !== shapes.length)
    throw invalid(
      location,
      `${names.length} inputs and ${shapes.length} shapes are stated: each input needs an input_shape, or four input_dim.`,
    )
  return names.map((blob, i) => ({ blob, location, dims: shapes[i] ?? [] }))
}

function readLayer(message: TextMessage): Layer {
  const type = message.string('type')
  if (type === undefined) throw invalid(message.location, 'this layer states no type.')
  return toLayer(message, type)
}

function readOldLayer(message: TextMessage): Layer {
  if (message.isQuoted('type'))
    throw invalid(
      message.locationOf('type'),
      '`layers` is the old format, with types in capitals and without quotes: write `layer` for the new one.',
    )
  const type = message.choice('type', V1_NUMBERS)
  if (type === undefined) throw invalid(message.location, 'this layer states no type.')
  return toLayer(message, V1_TYPES[type]?.type ?? type)
}

function readBlobs(message: TextMessage, field: 'bottom' | 'top' | 'input'): string[] {
  const blobs = message.strings(field)
  if (blobs.includes('')) throw invalid(message.locationOf(field), `the name of a blob (${field}) is empty.`)
  for (const blob of blobs) refuseLongName(message, field, blob)
  if (blobs.length > MAX_BLOBS)
    throw invalid(message.locationOf(field), `${blobs.length} blobs (${field}) are more than any layer has.`)
  return blobs
}

function refuseLongName(message: TextMessage, field: string, name: string): void {
  if (name.length > MAX_NAME)
    throw invalid(message.locationOf(field), `${field} is a name of ${name.length} letters: no network has such.`)
}

function toLayer(message: TextMessage, type: string): Layer {
  const name = message.string('name') ?? ''
  refuseLongName(message, 'name', name)
  return {
    name,
    type,
    location: message.location,
    bottoms: readBlobs(message, 'bottom'),
    tops: readBlobs(message, 'top'),
    message,
  }
}
