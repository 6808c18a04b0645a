/** Headers lie at multiples of it, and each member's bytes are filled up to one. */
export const BLOCK = 512

/** What a header says of the member behind it, as POSIX.1-2017 (pax, ustar), GNU tar and V7 write it. */
export interface Header {
  /** A letter; `0` for a file, also where V7 says it by a NUL. */
  readonly type: string
  readonly name: string
  /** What a link leads to. */
  readonly link: string
  /** In bytes. */
  readonly size: number
  /** Whether more blocks of the header follow, as GNU's of a sparse file do. */
  readonly isExtended: boolean
}

const NAME = [0, 100] as const
const SIZE = [124, 136] as const
const CHECKSUM = [148, 156] as const
const TYPE = 156
const LINK = [157, 257] as const
const MAGIC = [257, 263] as const
const PREFIX = [345, 500] as const
const GNU_EXTENDED = 482

type Field = readonly [from: number, to: number]

/** @returns null where the block is no header: its checksum is not that of its bytes, or its size no number */
export function parseHeader(block: Buffer): Header | null {
  const size = numberIn(block, SIZE)
  if (size === null || !hasItsChecksum(block)) return null
  const name = textIn(block, NAME)
  const letter = String.fromCharCode(block[TYPE] ?? 0)
  const type = letter === '\0' ? '0' : letter
  // GNU's own headers (`ustar` and blanks) keep other things where ustar has the folders that did not fit the name.
  const prefix = block.toString('latin1', ...MAGIC) === 'ustar\0' ? textIn(block, PREFIX) : ''
  return {
    type,
    name: prefix === '' ? name : `${prefix}/${name}`,
    link: textIn(block, LINK),
    size,
    isExtended: type === 'S' && block[GNU_EXTENDED] !== 0,
  }
}

export const isZero = (block: Uint8Array) => block.every((byte) => byte === 0)

/** The text of a field, up to its first NUL. */
function textIn(block: Buffer, [from, to]: Field): string {
  const end = block.indexOf(0, from)
  return block.toString('utf8', from, end < 0 ? to : Math.min(end, to))
}

/** In octal digits, or, of 8 GiB and more, in GNU's base 256. */
function numberIn(block: Buffer, field: Field): number | null {
  const [from, to] = field
  const first = block[from] ?? 0
  if ((first & 0x80) !== 0) {
    if (first !== 0x80) return null
    const value = block.subarray(from + 1, to).reduce((sum, byte) => sum * 256 + byte, 0)
    return Number.isSafeInteger(value) ? value : null
  }
  const digits = textIn(block, field).trim()
  if (!/^[0-7]*$/.test(digits)) return null
  return digits === '' ? 0 : parseInt(digits, 8)
}

/** The sum of the header's bytes, its own field read as blanks; some old programs took bytes for signed ones. */
function hasItsChecksum(block: Buffer): boolean {
  const stated = numberIn(block, CHECKSUM)
  const blanks = 32 * (CHECKSUM[1] - CHECKSUM[0])
  let [sum, high] = [blanks, 0]
  for (let i = 0; i < BLOCK; i++) {
    if (i === CHECKSUM[0]) i = CHECKSUM[1]
    const byte = block[i] ?? 0
    sum += byte
    high += byte >> 7
  }
  return stated === sum || stated === sum - 256 * high
}
