import { deflateSync, inflateSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { readMatStructs } from './read-mat.ts'
import { META } from '../testing/meta-mat.ts'

it('reads the structs of an array that SciPy wrote, compressed', () => {
  const structs = readMatStructs(META, 'synsets')
  expect(structs.map((each) => [each.get('ILSVRC2012_ID'), each.get('WNID')])).toEqual([
    [2, 'n02119789'],
    [1, 'n02100735'],
    [1001, 'n02510455'],
  ])
  expect(structs.map((each) => [each.get('words'), each.get('children')])).toEqual([
    ['kit fox, Vulpes macrotis — 1', null],
    ['', 1],
    ['', null],
  ])
})

/** With its variables as they are, and not compressed. */
function uncompressed(): Buffer {
  const parts = [META.subarray(0, 128)]
  for (let at = 128; at < META.length; at += 8 + META.readUInt32LE(at + 4))
    parts.push(inflateSync(META.subarray(at + 8, at + 8 + META.readUInt32LE(at + 4))))
  return Buffer.concat(parts)
}

it('reads one that is not compressed', () => {
  expect(readMatStructs(uncompressed(), 'synsets')).toEqual(readMatStructs(META, 'synsets'))
})

it('says what is wrong with others, wherever they end', () => {
  const named = (text: string) => Buffer.concat([Buffer.from(text.padEnd(128)), META.subarray(128)])
  expect(() => readMatStructs(META, 'classes')).toThrow('it has no variable classes')
  expect(() => readMatStructs(META, 'other')).toThrow('other in it is no array of structs')
  expect(() => readMatStructs(named('MATLAB 7.3 MAT-file'), 'synsets')).toThrow('version 7.3: save it with -v7')
  expect(() => readMatStructs(Buffer.from('490\n361\n'), 'synsets')).toThrow('it is no MATLAB file of version 5')
  const plain = uncompressed()
  for (const file of [META, plain])
    for (let end = 0; end < file.length; end += 8)
      expect(() => readMatStructs(file.subarray(0, end), 'synsets')).toThrow(/it (is|has)/)
  const damaged = Buffer.from(META)
  damaged.fill(7, META.length - 60)
  expect(() => readMatStructs(damaged, 'synsets')).toThrow('what is compressed in it is damaged, or too large')
})

it('inflates no more than such a file has', () => {
  const bomb = deflateSync(Buffer.alloc(33 * 1024 * 1024))
  const tag = Buffer.alloc(8)
  tag.writeUInt32LE(15, 0)
  tag.writeUInt32LE(bomb.length, 4)
  const file = Buffer.concat([META.subarray(0, 128), tag, bomb])
  expect(() => readMatStructs(file, 'synsets')).toThrow('damaged, or too large')
})
