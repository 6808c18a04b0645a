import { AcuityError, messageOf } from '../../../../shared/errors.ts'
import { NodeList } from '../node-list.ts'
import { GraphField } from '../onnx/proto.ts'
import { MAX_MODEL_BYTES } from '../read-file.ts'
import { readModel, type OnnxModel } from '../onnx/read.ts'
import { type Chunks, encodeTensorHead, encodeValueInfo, wrapField } from '../onnx/write.ts'
import { encodeModel } from '../onnx/write-model.ts'
import { layers } from './layers/index.ts'
import { layerError, type Dims, type LayerContext, type Macs, type Tensor } from './layer-context.ts'
import type { Layer } from './net.ts'
import { didYouMean } from './prototxt/did-you-mean.ts'
import { TOLERATED_FIELDS } from './unheeded.ts'
import { elements, type Weights } from './weights.ts'
import type { Step, Value, Wiring } from './wiring.ts'

/** As many numbers as a model can hold, and more than any layer gives for one image. */
const MAX_NUMBERS = MAX_MODEL_BYTES / 4

/** A network in ONNX. Its weights are no part of `onnx`, but views of where they come from, as external data is. */
export interface Conversion {
  onnx: OnnxModel
  tensors: Map<string, Uint8Array>
  macs: Macs
}

/**
 * Turns a Caffe network into an ONNX graph for one size of its input, with any number of images a batch.
 * @param size of one image: channels, height, width
 * @throws AcuityError `model-invalid` with the layer and line of what cannot be translated
 */
export function convert({ input, steps, output }: Wiring, size: Dims, weights: Weights): Conversion {
  const values = [input, ...steps.flatMap(({ outputs }) => outputs)].map(({ name }) => name)
  const graph = new GraphBuilder(weights, new Set(values))
  graph.tensors.set(input, { name: input.name, dims: size })
  for (const step of steps) graph.translate(step)
  const scores = graph.finish(output)
  return {
    onnx: readBack(input.location.file, encodeGraph(graph, { name: input.name, dims: size }, scores)),
    tensors: graph.weights,
    macs: graph.macs,
  }
}

/** The graph as any other is read, and so within the limits of any other. */
function readBack(file: string, model: Uint8Array): OnnxModel {
  try {
    return readModel(model)
  } catch (cause) {
    throw new AcuityError('model-invalid', `${file} does not fit an ONNX graph: ${messageOf(cause)}.`, { cause })
  }
}

class GraphBuilder {
  readonly nodes: NodeList
  readonly initializers: Chunks = []
  readonly weights = new Map<string, Uint8Array>()
  readonly tensors = new Map<Value, Tensor>()
  readonly macs: Macs = { convolutions: 0, innerProducts: 0 }
  readonly #weights: Weights
  /** Names that are taken by blobs. */
  readonly #blobs: ReadonlySet<string>
  /** How many numbers all weights have together. */
  #numbers = 0

  constructor(weights: Weights, blobs: ReadonlySet<string>) {
    this.#weights = weights
    this.#blobs = blobs
    this.nodes = new NodeList(freePrefix(blobs))
  }

  translate({ layer, inputs, outputs }: Step): void {
    const translate = layers.get(layer.type)
    if (!translate)
      throw layerError(
        layer,
        `is of a type that Acuity does not convert.${didYouMean(layer.type, layers.keys())} Remove it if it matters for ` +
          'training only, or convert the network to ONNX with another tool. ' +
          `Converted are ${[...layers.keys()].join(', ')}.`,
      )
    layer.message.allowOnly(TOLERATED_FIELDS)
    let used = 0
    const results = translate({
      layer,
      inputs: inputs.map((value) => this.#tensor(value)),
      outputs: outputs.map(({ name }) => name),
      nodes: this.nodes,
      weights: {
        shape: (of, index) => this.#weights.shape?.(of, index),
        blob: (of, index, dims, hint) => {
          used++
          return this.#blob(of, index, dims, hint)
        },
      },
      weight: (bytes, index, dims) => this.#addWeight(layer, bytes, index, dims),
      count: ({ convolutions = 0, innerProducts = 0 }) => {
        this.macs.convolutions += convolutions
        this.macs.innerProducts += innerProducts
      },
    } satisfies LayerContext)
    // What needs no weights may bear the name of a layer that does.
    if (used > 0) this.#weights.finish?.(layer, used)
    if (results.length !== outputs.length)
      throw layerError(layer, `gives ${outputs.length} blobs (top), where it can give ${results.length}.`)
    for (const [i, value] of outputs.entries()) {
      const result = results[i]
      if (!result) continue
      if (elements(result.dims) > MAX_NUMBERS)
        throw layerError(layer, `gives [${result.dims.join(', ')}] numbers for each image, more than any memory holds.`)
      this.tensors.set(value, result)
    }
  }

  /** The scores under their blob's name, also where the last layer only hands on what bears another. */
  finish(output: Value): Tensor {
    const { name, dims } = this.#tensor(output)
    return { name: name === output.name ? name : this.nodes.add('Identity', [name], {}, output.name), dims }
  }

  #tensor(value: Value): Tensor {
    const tensor = this.tensors.get(value)
    if (!tensor) throw new Error(`the blob ${value.name} was used before it was computed`)
    return tensor
  }

  #blob(layer: Layer, index: number, dims: Dims, hint: Parameters<Weights['blob']>[3]): Uint8Array {
    this.#numbers += elements(dims)
    if (this.#numbers <= MAX_NUMBERS) return this.#weights.blob(layer, index, dims, hint)
    throw layerError(layer, `wants weights of [${dims.join(', ')}]: with them the model exceeds 2 GiB.`)
  }

  #addWeight({ name: layer }: Layer, bytes: Uint8Array, index: number, dims: Dims): string {
    const plain = `${layer}/${index}`
    // Nothing forbids two layers of one name, or a blob that is called like this.
    const name = this.weights.has(plain) || this.#blobs.has(plain) ? this.nodes.name(plain) : plain
    this.weights.set(name, bytes)
    this.initializers.push(
      ...wrapField(GraphField.initializer, [encodeTensorHead({ name, dataType: 'float32', dims })]),
    )
    return name
  }
}

/** What no blob's name begins with. */
function freePrefix(blobs: ReadonlySet<string>): string {
  const longest = [...blobs].reduce((length, name) => Math.max(length, /^caffe_*/.exec(name)?.[0].length ?? 0), 0)
  return 'caffe'.padEnd(longest, '_')
}

function encodeGraph({ nodes, initializers }: GraphBuilder, input: Tensor, output: Tensor): Uint8Array {
  const ports = (field: number, { name, dims }: Tensor) =>
    wrapField(field, [encodeValueInfo(name, 'float32', ['batch', ...dims])])
  const graph = [
    ...nodes.fields,
    ...initializers,
    ...ports(GraphField.input, input),
    ...ports(GraphField.output, output),
  ]
  return encodeModel('caffe', 'Caffe, converted by Acuity', graph)
}
