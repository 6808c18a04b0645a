import { Buffer } from 'node:buffer'

const END = 'PK\x05\x06'
const ENTRY = 'PK\x01\x02'
/** The end of a ZIP archive may be followed by a comment of 64 KiB. */
const LONGEST_END = 22 + 2 ** 16
/** Archives of models have some hundred entries, the telling ones among the first. */
const MOST = 2000

/**
 * The names in a ZIP archive's directory; none where it is cut off, or no archive.
 * Source: PKWARE's APPNOTE 6.3, 4.3.12 and 4.3.16.
 */
export function zipNames(file: Uint8Array): string[] {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  const end = bytes.lastIndexOf(END, undefined, 'latin1')
  if (end < 0 || end < bytes.length - LONGEST_END || end + 22 > bytes.length) return []
  const names: string[] = []
  for (let at = bytes.readUInt32LE(end + 16); names.length < MOST;) {
    if (at + 46 > bytes.length || bytes.toString('latin1', at, at + 4) !== ENTRY) break
    const [name, extra, comment] = [28, 30, 32].map((field) => bytes.readUInt16LE(at + field))
    names.push(bytes.toString('utf8', at + 46, at + 46 + (name ?? 0)))
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0)
  }
  return names
}
