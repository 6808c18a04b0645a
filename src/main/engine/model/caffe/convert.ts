import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire'
import { NodeList } from '../node-list.ts'
import { GraphField, ModelField, OpsetField } from '../onnx/proto.ts'
import { readModel, type OnnxModel } from '../onnx/read.ts'
import { type Chunks, encodeTensorHead, encodeValueInfo, wrapField } from '../onnx/write.ts'
import { layers } from './layers/index.ts'
import { layerError, type Dims, type LayerContext, type Macs, type Tensor } from './layer-context.ts'
import type { Layer } from './net.ts'
import { elements, type Weights } from './weights.ts'
import type { Step, Value, Wiring } from './wiring.ts'

/** The operator set that the converted graphs use: ONNX 1.8's, whose Softmax, Split and pools are today's. */
const OPSET = 13
const IR_VERSION = 7
/** As many numbers as a model of 2 GiB has. */
const MAX_NUMBERS = 2 ** 29

/** A network in ONNX. Its weights are no part of `onnx`, but views of where they come from, as external data is. */
export interface Conversion {
  onnx: OnnxModel
  tensors: Map<string, Uint8Array>
  macs: Macs
  /** The first layer whose weights fit one size of the input only; null where any size will do. */
  fixedBy: Layer | null
}

/**
 * Turns a Caffe network into an ONNX graph for one size of its input, with any number of images a batch.
 * @param size of one image: channels, height, width
 * @throws AcuityError `model-invalid` with the layer and line of what cannot be translated
 */
export function convert({ input, steps, output }: Wiring, size: Dims, weights: Weights): Conversion {
  const graph = new GraphBuilder(weights)
  graph.tensors.set(input, { name: input.name, dims: size })
  for (const step of steps) graph.translate(step)
  const scores = graph.finish(output)
  return {
    onnx: readModel(encodeModel(graph, { name: input.name, dims: size }, scores)),
    tensors: graph.weights,
    macs: graph.macs,
    fixedBy: graph.fixedBy,
  }
}

class GraphBuilder {
  readonly nodes = new NodeList('caffe')
  readonly initializers: Chunks = []
  readonly weights = new Map<string, Uint8Array>()
  readonly tensors = new Map<Value, Tensor>()
  readonly macs: Macs = { convolutions: 0, innerProducts: 0 }
  fixedBy: Layer | null = null
  readonly #weights: Weights

  constructor(weights: Weights) {
    this.#weights = weights
  }

  translate({ layer, inputs, outputs }: Step): void {
    const translate = layers.get(layer.type)
    if (!translate)
      throw layerError(
        layer,
        'is of a type that Acuity does not convert. Remove it if it matters for training only, or convert the network ' +
          `to ONNX with another tool. Converted are ${[...layers.keys()].join(', ')}.`,
      )
    const results = translate({
      layer,
      inputs: inputs.map((value) => this.#tensor(value)),
      outputs: outputs.map(({ name }) => name),
      nodes: this.nodes,
      weights: { blob: (of, index, dims, hint) => this.#blob(of, index, dims, hint) },
      weight: (bytes, index, dims) => this.#addWeight(layer, bytes, index, dims),
      count: ({ convolutions = 0, innerProducts = 0 }) => {
        this.macs.convolutions += convolutions
        this.macs.innerProducts += innerProducts
      },
      fixInputSize: () => (this.fixedBy ??= layer),
    } satisfies LayerContext)
    for (const [i, value] of outputs.entries()) {
      const result = results[i]
      if (result) this.tensors.set(value, result)
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

  #blob(layer: Layer, index: number, dims: Dims, hint: string | undefined): Uint8Array {
    if (elements(dims) <= MAX_NUMBERS) return this.#weights.blob(layer, index, dims, hint)
    throw layerError(layer, `wants weights of [${dims.join(', ')}], more than a model of 2 GiB can hold.`)
  }

  #addWeight({ name: layer }: Layer, bytes: Uint8Array, index: number, dims: Dims): string {
    const plain = `${layer}/${index}`
    // Nothing forbids two layers of one name.
    const name = this.weights.has(plain) ? this.nodes.name(plain) : plain
    this.weights.set(name, bytes)
    this.initializers.push(
      ...wrapField(GraphField.initializer, [encodeTensorHead({ name, dataType: 'float32', dims })]),
    )
    return name
  }
}

function encodeModel({ nodes, initializers }: GraphBuilder, input: Tensor, output: Tensor): Uint8Array {
  const varint = (field: number, value: number) => new BinaryWriter().tag(field, WireType.Varint).int32(value).finish()
  const ports = (field: number, { name, dims }: Tensor) =>
    wrapField(field, [encodeValueInfo(name, 'float32', ['batch', ...dims])])
  const graph = [
    ...nodes.fields,
    ...wrapField(GraphField.name, [new TextEncoder().encode('caffe')]),
    ...initializers,
    ...ports(GraphField.input, input),
    ...ports(GraphField.output, output),
  ]
  return Buffer.concat([
    varint(ModelField.irVersion, IR_VERSION),
    ...wrapField(ModelField.producerName, [new TextEncoder().encode('Caffe, converted by Acuity')]),
    ...wrapField(ModelField.opsetImport, [varint(OpsetField.version, OPSET)]),
    ...wrapField(ModelField.graph, graph),
  ])
}
