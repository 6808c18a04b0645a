// IEEE 754 binary16: 1 sign, 5 exponent, 10 mantissa bits. Node 20, which Electron may bring, has no Float16Array.

/** Bits of infinity, which is what lies beyond 65504. */
const INFINITE = 0x7c00

/** The largest float32, as bits, that rounds to nothing: half of the smallest float16, 2⁻²⁵, ties to the even zero. */
const LARGEST_ZERO = 0x33000000
/** 2⁻¹⁴, the smallest float16 of full precision, as bits of a float32. */
const SMALLEST_NORMAL = 0x38800000
/** 65520, halfway between the largest float16 and the next that there would be: it ties to infinity. */
const SMALLEST_INFINITE = 0x477ff000
const INFINITE_32 = 0x7f800000

/** The nearest float16 of a float32, ties to even; both as bits. */
function round(bits: number): number {
  const sign = (bits >>> 16) & 0x8000
  const size = bits & 0x7fffffff
  // A NaN stays one, with what fits of its payload.
  if (size > INFINITE_32) return sign | INFINITE | 0x200 | ((size >>> 13) & 0x3ff)
  if (size >= SMALLEST_INFINITE) return sign | INFINITE
  if (size <= LARGEST_ZERO) return sign
  // The exponents' biases differ by 112; a mantissa that rounds up carries into the exponent, as it should.
  if (size >= SMALLEST_NORMAL) return sign | ((size - 0x38000000 + 0xfff + ((size >>> 13) & 1)) >>> 13)
  // Below, all numbers are multiples of 2⁻²⁴.
  const mantissa = (size & 0x7fffff) | 0x800000
  const shift = 126 - (size >>> 23)
  const half = mantissa >>> shift
  const rest = mantissa - half * 2 ** shift
  const tie = 2 ** (shift - 1)
  return sign | (rest > tie || (rest === tie && (half & 1) === 1) ? half + 1 : half)
}

/** Rounds to the nearest float16, ties to even. Infinities and NaN stay; what is beyond 65504 becomes infinite. */
export function toFloat16(values: Float32Array): Uint16Array<ArrayBuffer> {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length)
  const halves = new Uint16Array(values.length)
  for (let i = 0; i < halves.length; i++) halves[i] = round(bits[i] ?? 0)
  return halves
}

/** The first finite number whose float16 is infinite; undefined where all fit. */
export function firstOverflow(values: Float32Array, halves: Uint16Array): number | undefined {
  for (let i = 0; i < values.length; i++)
    if (((halves[i] ?? 0) & 0x7fff) === INFINITE && Number.isFinite(values[i])) return values[i]
  return undefined
}
