import { describe, expect, it } from 'vitest'
import { pruneDeviceCode } from './prune-device-code.ts'

/** An entry of a container: kind, architecture, and its code. */
function entry(kind: number, architecture: number, code: Buffer): Buffer {
  const head = Buffer.alloc(64)
  head.writeUInt16LE(kind, 0)
  head.writeUInt32LE(head.length, 4)
  head.writeBigUInt64LE(BigInt(code.length), 8)
  head.writeUInt32LE(architecture, 28)
  return Buffer.concat([head, code])
}

function container(...entries: Buffer[]): Buffer {
  const content = Buffer.concat(entries)
  const head = Buffer.alloc(16)
  head.writeUInt32LE(0xba55ed50, 0)
  head.writeUInt16LE(1, 4)
  head.writeUInt16LE(head.length, 6)
  head.writeBigUInt64LE(BigInt(content.length), 8)
  return Buffer.concat([head, content])
}

/** A 64-bit ELF file with sections of these names and contents, and nothing else. */
function elf(sections: Record<string, Buffer>): Buffer {
  const all = { ...sections, '.shstrtab': Buffer.from(`\0${[...Object.keys(sections), '.shstrtab'].join('\0')}\0`) }
  const head = Buffer.alloc(64)
  head.write('\x7fELF\x02', 'latin1')
  let at = head.length
  const entries = Object.entries(all).map(([name, content]) => {
    const header = Buffer.alloc(64)
    header.writeUInt32LE(all['.shstrtab'].indexOf(`${name}\0`), 0)
    header.writeBigUInt64LE(BigInt(at), 0x18)
    header.writeBigUInt64LE(BigInt(content.length), 0x20)
    at += content.length
    return header
  })
  head.writeBigUInt64LE(BigInt(at), 0x28)
  head.writeUInt16LE(64, 0x3a)
  head.writeUInt16LE(entries.length, 0x3c)
  head.writeUInt16LE(entries.length - 1, 0x3e)
  return Buffer.concat([head, ...Object.values(all), ...entries])
}

const code = (letter: string) => Buffer.alloc(24, letter)
const library = () => {
  const fat = Buffer.concat([
    container(entry(2, 80, code('a')), entry(2, 90, code('b'))),
    Buffer.alloc(16),
    container(entry(1, 90, code('c')), entry(2, 90, code('d')), entry(2, 120, code('e'))),
  ])
  return elf({ '.text': Buffer.from('aaaaaaaaaaaaaaaa'), '.nv_fatbin': fat })
}

describe('device code for other GPUs', () => {
  it('is zeros, and nothing else is touched', () => {
    const [before, after] = [library(), library()]
    expect(pruneDeviceCode(after, new Set([90]))).toEqual(new Map([[90, 48]]))
    expect(after.length).toBe(before.length)
    const expected = before.toString('latin1').replace(/a{24}|c{24}|e{24}/g, '\0'.repeat(24))
    expect(after.toString('latin1')).toBe(expected)
  })

  it('is not pruned to nothing', () => {
    expect(() => pruneDeviceCode(library(), new Set([75]))).toThrow(/device code for 80, 90, 120, none/)
    expect(() => pruneDeviceCode(Buffer.from('text, no library'), new Set([90]))).toThrow(/no ELF/)
  })
})
