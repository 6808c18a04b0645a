import { bringsData, isMeasuring } from './layer-types.ts'
import type { Layer, Net } from './net.ts'
import { invalid, type TextLocation } from './prototxt/location.ts'
import type { UnknownField } from './prototxt/text-message.ts'
import { thatWork } from './that-work.ts'
import { SharedMemory } from './shared-memory.ts'

/**
 * What stands between two layers: a blob, as one layer left it. Layers that work in place leave several values of one
 * blob, where ONNX wants a name for each.
 */
export interface Value {
  /** Unique in the network. */
  name: string
  location: TextLocation
}

/** A layer, and what enters and leaves it. */
export interface Step {
  layer: Layer
  inputs: Value[]
  outputs: Value[]
}

/** A network as a straight line from the images to the scores. */
export interface Wiring {
  input: Value & {
    /** The layer that states it; null where the net itself does. */
    layer: Layer | null
    /** As stated, with the batch in front; null where nothing is. */
    dims: number[] | null
  }
  /** The layers that the scores depend on, in order. */
  steps: Step[]
  output: Value
  /** Of the network as a whole. */
  unheeded: readonly UnknownField[]
}

/**
 * Follows the blobs of a network from its input to each of its outputs. Losses, accuracies and what else only measures or
 * ranks are left out, and with them what only they need.
 * @returns a wiring for each output that connects, the last first: as a rule, it is the network's own
 * @throws AcuityError `model-invalid` with the line of a layer that does not connect, where none does
 */
export function wire(net: Net): [Wiring, ...Wiring[]] {
  const freshName = nameMaker(net)
  const current = new Map<string, Value>()
  const sources = new Map<Value, Wiring['input']>()
  const give = (blob: string, location: TextLocation, inPlace = false): Value => {
    const before = current.get(blob)
    if (before && !inPlace)
      throw invalid(
        location,
        `the blob ${JSON.stringify(blob)} is given for the second time, after line ${before.location.line}: give one of ` +
          'them another name.',
      )
    const value = { name: freshName(blob), location }
    current.set(blob, value)
    return value
  }
  const source = (blob: string, location: TextLocation, layer: Layer | null, dims: number[] | null) => {
    const input = Object.assign(give(blob, location), { layer, dims })
    sources.set(input, input)
  }

  for (const { blob, location, dims } of net.inputs) source(blob, location, null, dims)
  const memory = new SharedMemory()
  const measurements = new Set<string>()
  /** What a Silence layer takes is no output. */
  const silenced: (Value | undefined)[] = []
  const steps: Step[] = []
  for (const layer of net.layers) {
    // What is computed from a loss, such as a sum of several, only measures as well.
    if (isMeasuring(layer.type) || layer.bottoms.some((blob) => measurements.has(blob))) {
      for (const blob of layer.tops) measurements.add(blob)
      if (layer.type === 'Silence') silenced.push(...layer.bottoms.map((blob) => current.get(blob)))
      continue
    }
    if (bringsData(layer.type) && layer.bottoms.length === 0) {
      for (const [i, top] of layer.tops.entries()) source(top, layer.location, layer, statedDims(layer, i))
      continue
    }
    const inputs = layer.bottoms.map((blob) => current.get(blob) ?? unknownBlob(net, layer, blob))
    memory.read(layer)
    memory.write(layer)
    steps.push({
      layer,
      inputs,
      outputs: layer.tops.map((blob, i) => give(blob, layer.location, layer.bottoms[i] === blob)),
    })
  }
  const [last, ...others] = findOutputs(net, steps, silenced)
  const leadingTo = (output: Value): Wiring => {
    const { live, needed } = trace(steps, output)
    return { input: findInput(net, [...sources.values()], needed), steps: live, output, unheeded: net.unheeded }
  }
  if (others.length === 0) return [leadingTo(last)]
  const [first, ...more] = thatWork([last, ...others], leadingTo)
  return first ? [first, ...more] : [leadingTo(last)]
}

/** Makes names for the values of each blob: its own, then `blob#2` and so on, as far as no blob has that name. */
function nameMaker({ inputs, layers }: Net): (blob: string) => string {
  const blobs = new Set([...inputs.map(({ blob }) => blob), ...layers.flatMap(({ tops }) => tops)])
  const versions = new Map<string, number>()
  return (blob) => {
    let version = (versions.get(blob) ?? 0) + 1
    while (version > 1 && blobs.has(`${blob}#${version}`)) version++
    versions.set(blob, version)
    return version === 1 ? blob : `${blob}#${version}`
  }
}

/** Layers that state the shapes of what they bring, and where. */
const SHAPES: Readonly<Record<string, string>> = { Input: 'input_param', DummyData: 'dummy_data_param' }

/** What an Input or DummyData layer states: one shape for each of its tops, or one for all. */
function statedDims({ type, message }: Layer, top: number): number[] | null {
  const field = SHAPES[type]
  if (field === undefined) return null
  const parameters = message.message(field)
  const ofTop = <T>(stated: readonly T[]) => (stated.length === 1 ? stated[0] : stated[top])
  const shape = ofTop(parameters.messages('shape'))
  if (shape) return shape.integers('dim')
  // DummyData's form before 2014.
  const sides = ['num', 'channels', 'height', 'width'].flatMap((side) => ofTop(parameters.integers(side)) ?? [])
  return sides.length === 4 ? sides : null
}

function unknownBlob({ absent }: Net, { name, location }: Layer, blob: string): never {
  const takes = `the layer ${JSON.stringify(name)} takes the blob ${JSON.stringify(blob)}, which`
  const giver = absent.find(({ tops }) => tops.includes(blob))
  throw invalid(
    location,
    giver
      ? `${takes} only the layer ${JSON.stringify(giver.name)} (line ${giver.location.line}) gives, and that one is of ` +
          'another phase or stage: it is not there when the network is tested. Remove its include or exclude, or pass the ' +
          'deploy network.'
      : `${takes} no layer before it gives.`,
  )
}

/** Networks with auxiliary classifiers have three or four. */
const MOST_OUTPUTS = 32

/** The values that no layer takes, the last first. */
function findOutputs(
  { file }: Net,
  steps: readonly Step[],
  silenced: readonly (Value | undefined)[],
): [Value, ...Value[]] {
  const taken = new Set([...silenced, ...steps.flatMap(({ inputs }) => inputs)])
  const values = steps.flatMap(({ outputs }) => outputs).filter((value) => !taken.has(value))
  const [last, ...others] = values.slice(-MOST_OUTPUTS).toReversed()
  if (last) return [last, ...others]
  throw invalid(
    { file, line: 1 },
    'no layer of the TEST phase computes anything: pass the deploy or train_val network.',
  )
}

/** The layers that an output depends on, and all values that they need. */
function trace(steps: readonly Step[], output: Value): { live: Step[]; needed: Set<Value> } {
  const needed = new Set([output])
  const live = steps.toReversed().filter(({ inputs, outputs }) => {
    const used = outputs.some((value) => needed.has(value))
    if (used) for (const value of inputs) needed.add(value)
    return used
  })
  return { live: live.toReversed(), needed }
}

function findInput({ file }: Net, sources: readonly Wiring['input'][], needed: ReadonlySet<Value>): Wiring['input'] {
  const inputs = sources.filter((value) => needed.has(value))
  const [input, second] = inputs
  if (!input)
    throw invalid(
      { file, line: 1 },
      'no input leads to the scores: state one (input and input_shape, or an Input layer).',
    )
  if (second)
    throw invalid(
      second.location,
      `the scores depend on several inputs (${inputs.map(({ name }) => name).join(', ')}): a batch of images must be the only one.`,
    )
  return input
}
