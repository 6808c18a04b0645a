import { WireType } from '@bufbuild/protobuf/wire'
import { bytes, type Field, type FieldBudget, fieldsOf, integer, integers } from '../wire.ts'
import { elements } from './weights.ts'

// Field numbers of BlobProto and BlobShape. Source: src/caffe/proto/caffe.proto of BVLC Caffe 1.0.
const BlobField = { num: 1, channels: 2, height: 3, width: 4, data: 5, shape: 7, doubleData: 8 } as const
const ShapeField = { dim: 1 } as const

/** As in Caffe (kMaxBlobAxes). */
const MAX_AXES = 32

const LEGACY_SIDES: readonly number[] = [BlobField.num, BlobField.channels, BlobField.height, BlobField.width]

/** A blob of a file. Its numbers stay where they are. */
export interface StoredBlob {
  dims: number[]
  /** In the form before 2014, which counts where it is stated: four dims, those in front 1 where there are fewer. */
  legacy: boolean
  /** In pieces, as protobuf permits; the numbers are float32, or float64. */
  pieces: Uint8Array[]
  bytesPerNumber: 4 | 8
}

/**
 * Reads a BlobProto, packed or not, without its numbers.
 * @throws Error where it is none
 */
export function readBlob(message: Uint8Array, budget: FieldBudget): StoredBlob {
  const sides = [0, 0, 0, 0]
  let legacy = false
  let shape: number[] = []
  const floats = new Numbers(WireType.Bit32, 4)
  const doubles = new Numbers(WireType.Bit64, 8)
  for (const field of fieldsOf(message, budget)) {
    const side = LEGACY_SIDES.indexOf(field.number)
    if (side >= 0) {
      sides[side] = integer(field)
      legacy = true
    }
    if (field.number === BlobField.shape) shape = readShape(field, budget)
    if (field.number === BlobField.data) floats.add(field)
    if (field.number === BlobField.doubleData) doubles.add(field)
  }
  const dims = legacy ? sides : shape
  if (dims.length > MAX_AXES || dims.some((dim) => dim < 0))
    throw new Error(`a blob has the shape [${dims.slice(0, 8).join(', ')}${dims.length > 8 ? ', …' : ''}]`)
  const { pieces, bytesPerNumber, byteLength } = doubles.byteLength > 0 ? doubles : floats
  if (byteLength !== elements(dims) * bytesPerNumber)
    throw new Error(`a blob of the shape [${dims.slice(0, 8).join(', ')}] holds ${byteLength} bytes of numbers`)
  return { dims, legacy, pieces, bytesPerNumber }
}

/** A view of the file takes more memory than as many bytes. */
const WORTH_A_VIEW = 64

/** Numbers as they lie in the file, in pieces: views of it, save for numbers that stand alone or are few. */
class Numbers {
  readonly pieces: Uint8Array[] = []
  readonly #alone: WireType
  readonly bytesPerNumber: 4 | 8
  /** Where few numbers are gathered: the last piece is the part of it that is full. */
  #gathered = new Uint8Array(0)

  constructor(alone: WireType, bytesPerNumber: 4 | 8) {
    this.#alone = alone
    this.bytesPerNumber = bytesPerNumber
  }

  get byteLength(): number {
    return this.pieces.reduce((sum, piece) => sum + piece.byteLength, 0)
  }

  add({ number, wireType, payload }: Field): void {
    const packed = wireType === WireType.LengthDelimited
    if ((!packed && wireType !== this.#alone) || payload.byteLength % this.bytesPerNumber !== 0)
      throw new Error(`field ${number} of a blob holds no numbers of ${this.bytesPerNumber} bytes`)
    if (payload.byteLength >= WORTH_A_VIEW) this.pieces.push(payload)
    else if (payload.byteLength > 0) this.#gather(payload)
  }

  #gather(payload: Uint8Array): void {
    const last = this.pieces.at(-1)
    const capacity = this.#gathered.byteLength
    const full = last?.buffer === this.#gathered.buffer ? last.byteLength : capacity
    if (full + payload.byteLength > capacity) {
      this.#gathered = new Uint8Array(Math.min(2 ** 16, Math.max(payload.byteLength, 2 * capacity)))
      this.#gathered.set(payload)
      this.pieces.push(this.#gathered.subarray(0, payload.byteLength))
    } else {
      this.#gathered.set(payload, full)
      this.pieces[this.pieces.length - 1] = this.#gathered.subarray(0, full + payload.byteLength)
    }
  }
}

function readShape(of: Field, budget: FieldBudget): number[] {
  const dims: number[] = []
  for (const field of fieldsOf(bytes(of), budget))
    if (field.number === ShapeField.dim) for (const dim of integers(field, budget)) dims.push(dim)
  return dims
}

/** Whether a blob is of a shape; the legacy form, and single numbers, may have more or fewer dims of 1 in front. */
export function hasShape({ dims, legacy }: StoredBlob, wanted: readonly number[]): boolean {
  const single = elements(wanted) === 1 && elements(dims) === 1
  if (!legacy) return single || String(dims) === String(wanted)
  const withoutOnes = (shape: readonly number[]) => shape.slice(shape.findIndex((dim) => dim !== 1))
  return single || String(withoutOnes(dims)) === String(withoutOnes(wanted))
}

/** The numbers in float32, little-endian: a view of the file where they lie there like that, and in one piece. */
export function float32Of({ pieces, bytesPerNumber }: StoredBlob): Uint8Array {
  const [piece] = pieces
  const whole = pieces.length === 1 && piece ? piece : Buffer.concat(pieces)
  if (bytesPerNumber === 4) return whole
  // Copied, since the bytes may lie at any address.
  const doubles = new Float64Array(new Uint8Array(whole).buffer)
  return new Uint8Array(Float32Array.from(doubles).buffer)
}
