import { globSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** A member of an archive: a file, unless its type says otherwise. */
export interface TarMember {
  name: string
  content?: string | Uint8Array
  /** As headers have it: `5` a folder, `1` a hard link, `2` a symbolic link, `L` the next one's name, `x` pax's records, … */
  type?: string
  link?: string
  /** Folders of a name that does not fit its own field. */
  prefix?: string
  /** What the header says of the content, whatever that is. */
  size?: number | string
  /** `ustar` and a NUL, unless stated; empty in V7's. */
  magic?: string
}

const BLOCK = 512

/** A tar archive as POSIX has it, with an end mark; what is wrong in its members is written as it is. */
export const tarOf = (...members: TarMember[]): Buffer => Buffer.concat([...members.flatMap(tarMember), tarEnd])

export const tarEnd: Buffer = Buffer.alloc(2 * BLOCK)

/** Header, content and padding of a member. */
export function tarMember({ name, content = '', type = '0', link = '', ...more }: TarMember): Buffer[] {
  const { prefix = '', magic = 'ustar\0', size } = more
  const bytes = Buffer.from(content)
  const header = Buffer.alloc(BLOCK)
  header.write(name, 0, 100)
  header.write('0000644\0', 100)
  header.write(typeof size === 'string' ? size : `${octal(size ?? bytes.length)}\0`, 124, 12, 'latin1')
  header.write(`${octal(1e9)}\0`, 136)
  header.write(type, 156, 1, 'latin1')
  header.write(link, 157, 100)
  header.write(magic === '' ? '' : `${magic}00`, 257, 'latin1')
  header.write(prefix, 345, 155)
  return [sealed(header), bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK)]
}

/** The records of a pax header, each with its own length in bytes before it. */
export function paxRecords(values: Record<string, string>): string {
  return Object.entries(values)
    .map(([key, value]) => {
      const rest = ` ${key}=${value}\n`
      const bytes = Buffer.byteLength(rest)
      const length = bytes + `${bytes}`.length
      return `${bytes + `${length}`.length}${rest}`
    })
    .join('')
}

/** A folder packed as it lies, its files by their paths: as `tar -cf FILE -C FOLDER .` does. */
export function packFolder(folder: string, file: string, pattern = '**/*'): void {
  const names = globSync(pattern, { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .toSorted()
  const members = names.map((name) => ({ name: `./${name}`, content: readFileSync(path.join(folder, name)) }))
  writeFileSync(file, tarOf({ name: './', type: '5' }, ...members))
}

const octal = (value: number) => value.toString(8).padStart(11, '0')

function sealed(header: Buffer): Buffer {
  header.fill(' ', 148, 156)
  const sum = header.reduce((all, byte) => all + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return header
}
