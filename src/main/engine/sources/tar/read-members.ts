import { fstatSync, readSync } from 'node:fs'
import { AcuityError } from '../../../../shared/errors.ts'
import type { Stop } from '../../files/index.ts'
import { BLOCK, isZero, parseHeader } from './header.ts'
import { parsePax, type Stated } from './pax.ts'

/** What an archive holds under a name, as its headers say it. */
export interface Member {
  readonly kind: 'file' | 'folder' | 'hard-link' | 'link' | 'other'
  /** As it stands in the archive: it may begin with `./` or `/`, and hold anything. */
  readonly name: string
  /** What a link leads to; empty for all else. */
  readonly link: string
  /** Of its bytes in the archive. */
  readonly offset: number
  readonly size: number
  /** Whether its bytes are only those of the file's parts that are no zeros. */
  readonly isSparse: boolean
  /** How many of its bytes the archive ends before. */
  readonly missing: number
}

export interface ReadOptions {
  /** The archive, as messages call it, and opened. */
  file: string
  descriptor: number
  /** Ends the reading once nobody waits for it. */
  stop?: Stop | undefined
  /** Members after which it ends; by default it goes on to the archive's end. */
  most?: number | undefined
}

/** Far above what anybody says of a file beside its content. */
const MAX_RECORD_BYTES = 1 << 20
/** Headers about one member: GNU's long name and long link, pax's own and one for all. */
const MAX_RECORDS = 8
/** As many as there may be labels. */
const MAX_MEMBERS = 4_000_000
/** Blocks behind a sparse member's header; each tells of 21 of its parts. */
const MAX_SPARSE_BLOCKS = 10_000
const SPARSE_GOES_ON = 504
/** How far behind the end mark a second archive is looked for: twice as far as any usual record of tar's goes. */
const BEYOND_END = 1 << 20

const KINDS: Readonly<Record<string, Member['kind']>> = {
  '0': 'file',
  '7': 'file',
  S: 'file',
  '1': 'hard-link',
  '2': 'link',
  '5': 'folder',
}
/** Headers that say something of the member behind them, or of all that follow. */
const RECORD = /^[gxXLK]$/
/** Kinds that have no bytes, whatever their size says. */
const EMPTY = /^[1-6]$/

const DAMAGED = 'the header there is damaged'
const ENDLESS = 'the header there goes on without end'

/**
 * Reads the headers of a tar archive, and passes over what lies between: a read of 512 bytes for each member.
 * @returns where it cannot be read to its end, and why, in a sentence; null where it can
 * @throws AcuityError `file-unreadable` where nothing of it can; `cancelled`
 */
export function readMembers(
  { file, descriptor, stop, most = MAX_MEMBERS + 1 }: ReadOptions,
  visit: (member: Member) => void,
): string | null {
  const { size: total } = fstatSync(descriptor)
  const block = Buffer.allocUnsafe(BLOCK)
  let [at, members, records] = [0, 0, 0]
  let stated: Stated = {}

  const endedBy = (why: string): string => {
    if (members === 0) throw new AcuityError('file-unreadable', `${file} cannot be read as a tar archive: ${why}.`)
    return `${file} cannot be read past its byte ${at}: ${why}. What lies before is kept, ${members} entries.`
  }

  for (;;) {
    if (members === most) return null
    if (members % 4096 === 0) stop?.throwIfAborted()
    const read = readSync(descriptor, block, 0, BLOCK, at)
    if (read === 0)
      return endedBy(`it has no end mark (two blocks of zeros), and may have been cut off at byte ${total}`)
    if (read < BLOCK) return endedBy(`it ends at byte ${total}, in the middle of a header`)
    if (isZero(block)) return beyondEnd(file, descriptor, at)
    const header = parseHeader(block)
    if (!header) return endedBy(at === 0 ? 'it does not begin with a header of one' : DAMAGED)
    if (RECORD.test(header.type)) {
      if (header.size > MAX_RECORD_BYTES || ++records > MAX_RECORDS) return endedBy(ENDLESS)
      const content = Buffer.alloc(header.size)
      if (readSync(descriptor, content, 0, content.length, at + BLOCK) < content.length)
        return endedBy(`it ends at byte ${total}, in the middle of a header`)
      const said = readRecord(header.type, content)
      if (!said) return endedBy(DAMAGED)
      stated = { ...stated, ...said }
      at += BLOCK + padded(header.size)
      continue
    }
    const offset = header.isExtended ? behindSparseHeader(descriptor, at + BLOCK) : at + BLOCK
    if (offset === null) return endedBy(ENDLESS)
    if (members === MAX_MEMBERS) return endedBy(`it has more than ${MAX_MEMBERS} entries`)
    const name = stated.path ?? header.name
    const size = EMPTY.test(header.type) ? 0 : (stated.size ?? header.size)
    const missing = Math.max(0, offset + size - total)
    const isSparse = header.type === 'S' || stated.isSparse === true
    visit({
      kind: kindOf(header.type, name),
      name,
      link: stated.link ?? header.link,
      ...{ offset, size, isSparse, missing },
    })
    if (missing > 0) return endedBy(`it ends at byte ${total}, in the middle of ${name.slice(0, 200)}`)
    members++
    at = offset + padded(size)
    stated = {}
    records = 0
  }
}

/** Where a sparse member's bytes begin, behind the blocks that tell of its parts; null where those do not end. */
function behindSparseHeader(descriptor: number, from: number): number | null {
  const block = Buffer.allocUnsafe(BLOCK)
  for (let n = 0; n < MAX_SPARSE_BLOCKS; n++) {
    const at = from + n * BLOCK
    if (readSync(descriptor, block, 0, BLOCK, at) < BLOCK) return null
    if (block[SPARSE_GOES_ON] === 0) return at + BLOCK
  }
  return null
}

const padded = (size: number) => Math.ceil(size / BLOCK) * BLOCK

/** V7 says of a folder only by its name that it is one. */
const kindOf = (type: string, name: string) =>
  type === '0' && name.endsWith('/') ? 'folder' : (KINDS[type] ?? 'other')

/** What a header of another header's says; null where it is damaged. */
function readRecord(type: string, content: Buffer): Stated | null {
  if (type === 'L') return { path: withoutNul(content) }
  if (type === 'K') return { link: withoutNul(content) }
  const said = parsePax(content)
  // What is said of all members that follow names none of them.
  return type === 'g' ? said && {} : said
}

function withoutNul(content: Buffer): string {
  const end = content.indexOf(0)
  return content.toString('utf8', 0, end < 0 ? content.length : end)
}

/** An archive that was joined to another is behind that one's end mark, where no tar reads it unless told to. */
function beyondEnd(file: string, descriptor: number, at: number): string | null {
  const rest = Buffer.alloc(BEYOND_END)
  const read = readSync(descriptor, rest, 0, rest.length, at)
  if (isZero(rest.subarray(0, read))) return null
  return `${file} goes on behind its end mark at byte ${at}, as archives do that were joined: what follows is left out.`
}
