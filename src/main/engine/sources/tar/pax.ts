/** What a pax header may say of the member that follows. */
export interface Stated {
  path?: string
  link?: string
  size?: number
  isSparse?: boolean
}

const NEWLINE = 0x0a
const BLANK = 0x20

/**
 * Reads the records of an extended header, `LENGTH KEY=VALUE` a line, the length being that of the whole line in bytes
 * (POSIX.1-2017, pax). Keys that say nothing of where a member's bytes are go by.
 * @returns null where they are damaged
 */
export function parsePax(content: Buffer): Stated | null {
  const stated: Stated = {}
  for (let at = 0; at < content.length && content[at] !== 0;) {
    const blank = content.indexOf(BLANK, at)
    const digits = blank < 0 ? '' : content.toString('latin1', at, Math.min(blank, at + 8))
    const end = at + Number(digits)
    if (!/^\d+$/.test(digits) || end <= blank || content[end - 1] !== NEWLINE) return null
    const equals = content.indexOf('=', blank)
    if (equals < 0 || equals >= end) return null
    const key = content.toString('utf8', blank + 1, equals)
    const value = content.toString('utf8', equals + 1, end - 1)
    if (key === 'path') stated.path = value
    else if (key === 'linkpath') stated.link = value
    else if (key.startsWith('GNU.sparse.')) {
      stated.isSparse = true
      if (key === 'GNU.sparse.name') stated.path = value
    } else if (key === 'size') {
      if (!/^\d{1,15}$/.test(value)) return null
      stated.size = Number(value)
    }
    at = end
  }
  return stated
}
