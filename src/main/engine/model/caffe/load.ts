import { Buffer } from 'node:buffer'
import { createHash, type Hash } from 'node:crypto'
import { AcuityError, messageOf } from '../../../../shared/errors.ts'
import { chooseHead } from '../choose-head.ts'
import { asClassifier, type LoadedModel } from '../classifier.ts'
import { recogniseForeignFile } from '../foreign.ts'
import type { Head } from '../heads.ts'
import type { Graph } from '../onnx/read.ts'
import { countParams } from '../params.ts'
import { readFileHashed } from '../read-file.ts'
import { readCaffemodel, storedWeights } from './caffemodel.ts'
import { convert, type Conversion } from './convert.ts'
import { fitsAnySize } from './fits-any-size.ts'
import type { Dims, Macs } from './layer-context.ts'
import { readNet } from './net.ts'
import { isText } from './recognise-text.ts'
import { randomWeights } from './random-weights.ts'
import { readStatedInput } from './stated-input.ts'
import { thatWork } from './that-work.ts'
import { unheededFields } from './unheeded.ts'
import { noWeights, type Weights } from './weights.ts'
import { wire, type Wiring } from './wiring.ts'

/** The longest networks have some thousand lines: a hundredth of this. */
const MAX_TEXT_BYTES = 16 * 2 ** 20
const HDF5 = Buffer.from('\x89HDF', 'latin1')
const TOO_LONG = 'no network has that much text. Pass its .prototxt as the model, and its .caffemodel as the weights.'

/** AlexNet's, for a training network that states no crop. */
const USUAL_SIDE = 227

/** A network as its prototxt states it. */
interface Network {
  file: string
  /** Of each of its outputs, the last first. */
  wirings: readonly [Wiring, ...Wiring[]]
  bytes: number
}

/**
 * Reads a Caffe network and its weights, and converts it to ONNX.
 * @param file the prototxt, and `weightsFile` the caffemodel
 * @param side of the images that it is converted for; as the network states it where undefined, or 227 if it does not
 * @throws AcuityError `model-invalid` with the line of what cannot be converted, `not-found`, `file-unreadable`
 */
export async function loadCaffeModel(file: string, weightsFile: string, side?: number): Promise<LoadedModel> {
  const hash = createHash('sha256')
  const network = await readNetwork(file, hash)
  const content = await readFileHashed(weightsFile, hash)
  const weights = storedWeights(weightsFile, parseWeights(weightsFile, content))
  const besides = { side, weightsBytes: content.byteLength, sha256: hash.digest('hex') }
  return toLoadedModel(network, weights, besides)
}

/**
 * An architecture that nobody trained, with weights drawn at random: for measuring its speed, never its accuracy.
 * @throws AcuityError as {@link loadCaffeModel}
 */
export async function loadUntrained(file: string, side?: number): Promise<CountedModel> {
  const hash = createHash('sha256')
  const network = await readNetwork(file, hash)
  const sha256 = hash.update('random weights').digest('hex')
  return toLoadedModel(network, randomWeights, { side, weightsBytes: 0, sha256 })
}

/**
 * Counts what a network learns, and what it computes for one image.
 * @param sides of the images, each of which gives its own multiply-adds
 * @throws AcuityError as {@link loadCaffeModel}
 */
export async function countCaffe(
  file: string,
  sides: readonly number[],
): Promise<{ side: number; params: number; macs: Macs }[]> {
  const network = await readNetwork(file, createHash('sha256'))
  return sides.map((side) => {
    const { onnx, macs } = convertFor(takeHead(network, noWeights, side).wiring, noWeights, side)
    return { side, params: countLearned(onnx.graph), macs }
  })
}

/** @throws AcuityError as {@link loadCaffeModel}, for what is wrong with a network's text alone */
export async function requireNetwork(file: string): Promise<void> {
  await readNetwork(file, createHash('sha256'))
}

async function readNetwork(file: string, hash: Hash): Promise<Network> {
  const content = await readFileHashed(file, hash, MAX_TEXT_BYTES, TOO_LONG)
  const foreign = recogniseForeignFile(content)
  if (foreign) throw new AcuityError('model-invalid', `${file} is no network of Caffe: ${foreign}.`)
  return { file, wirings: wire(readNet(file, decodeText(file, content))), bytes: content.byteLength }
}

/** What was learned is a weight; constants are of the conversion's own making. */
function countLearned(graph: Graph): number {
  return countParams({ ...graph, nodes: graph.nodes.filter(({ constant }) => !constant) })
}

/** Comments may be in any encoding, as for Caffe itself. */
function decodeText(file: string, content: Uint8Array): string {
  if (!content.includes(0)) return new TextDecoder().decode(content)
  throw new AcuityError(
    'model-invalid',
    `${file} is no text: pass the network's .prototxt as the model, and its .caffemodel as the weights.`,
  )
}

/** What a file is that people take for weights; undefined where it may be a .caffemodel. */
function recogniseWeights(content: Uint8Array): string | undefined {
  if (Buffer.from(content.subarray(0, 4)).equals(HDF5))
    return 'it is in HDF5, which Caffe writes if asked to: save the network again as a .caffemodel (snapshot_format: BINARYPROTO)'
  const text = "it is text. If it is the network's .prototxt, pass it as the model, and its .caffemodel as the weights"
  return recogniseForeignFile(content) ?? (isText(content) ? text : undefined)
}

/**
 * @param content the file, or its beginning
 * @throws AcuityError `model-invalid` where it is something else than weights, with what to do about it
 */
export function refuseNoWeights(file: string, content: Uint8Array): void {
  const foreign = recogniseWeights(content)
  if (foreign) throw new AcuityError('model-invalid', `${file} is no .caffemodel: ${foreign}.`)
}

/** Parses what a stranger wrote: whatever goes wrong in here, the file is to blame. */
function parseWeights(file: string, content: Uint8Array) {
  refuseNoWeights(file, content)
  try {
    return readCaffemodel(content)
  } catch (cause) {
    const reason = messageOf(cause)
    throw new AcuityError(
      'model-invalid',
      `${file} is no readable .caffemodel (${reason}): it may be damaged, or another kind of file. Download it again.`,
      { cause },
    )
  }
}

function convertFor(wiring: Wiring, weights: Weights, side: number | undefined): Conversion {
  return convert(wiring, sizeOf(wiring, side), weights)
}

/** Of one image: channels, height, width. */
function sizeOf(wiring: Wiring, side: number | undefined): Dims {
  const { channels, stated } = readStatedInput(wiring)
  return [channels, side ?? stated.height ?? USUAL_SIDE, side ?? stated.width ?? USUAL_SIDE]
}

/** An output that a network may be taken to answer with, and what leads to it. */
interface WiredHead {
  head: Head
  wiring: Wiring
}

/** The output of that name, or the one that is most likely the network's own; and all that there are weights for. */
function takeHead({ file, wirings }: Network, weights: Weights, side: number | undefined, output?: string) {
  const [last, ...others] = wirings
  const wired = (wiring: Wiring): WiredHead[] =>
    asClassifier(file, convertFor(wiring, weights, side).onnx).heads.map((head) => ({ head, wiring }))
  const all = others.length === 0 ? wired(last) : thatWork(wirings, wired).flat()
  // Where none works, the last one says why.
  const heads = all.length > 0 ? all : wired(last)
  const { head } = chooseHead(
    file,
    heads.map((each) => each.head),
    { output },
  )
  return { heads: heads.map((each) => each.head), wiring: heads.find((each) => each.head === head)?.wiring ?? last }
}

/** A converted network, with what it computes for one image of the size that it was converted for. */
interface CountedModel extends LoadedModel {
  macs: Macs
  take: (head: string) => CountedModel
}

interface Besides {
  side: number | undefined
  weightsBytes: number
  /** Of all files. */
  sha256: string
}

function toLoadedModel(network: Network, weights: Weights, besides: Besides, output?: string): CountedModel {
  const { file, bytes } = network
  const { side, weightsBytes, sha256 } = besides
  const { heads, wiring } = takeHead(network, weights, side, output)
  const conversion = convertFor(wiring, weights, side)
  const classifier = asClassifier(file, conversion.onnx)
  const anySize = fitsAnySize(wiring, conversion, sizeOf(wiring, side))
  return {
    file,
    macs: conversion.macs,
    description: {
      ...classifier.description,
      scoresOutputs: heads.map(({ name, outputs }) => ({ name, outputs })),
      params: countLearned(classifier.onnx.graph),
      // The graph is built for one size: the network's own it is only where its weights fit no other.
      ...(anySize ? { height: null, width: null } : {}),
      bytes: bytes + weightsBytes,
      sha256,
      normalisation: null,
      caffe: { ...readStatedInput(wiring).stated, unheeded: unheededFields(wiring) },
    },
    onnx: classifier.onnx,
    external: { tensors: conversion.tensors, within: new Map(), bytes: weightsBytes },
    heads,
    take: (head) => toLoadedModel(network, weights, besides, head),
  }
}
