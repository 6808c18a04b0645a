import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../src/testing/folders.ts'
import { resetFuses } from './fuses.ts'

const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'

function binaryWith(content: string): string {
  const file = path.join(temporaryFolder(), 'electron')
  writeFileSync(file, content, 'latin1')
  return file
}

it('sets the fuses as they are in a release, and nothing else', () => {
  const file = binaryWith(`before${sentinel}\x01\x0800000010after`)
  resetFuses(file)
  expect(readFileSync(file, 'latin1')).toBe(`before${sentinel}\x01\x0810110001after`)
})

it.each([
  ['none', 'before and after'],
  ['two', `${sentinel}\x01\x0800000010${sentinel}\x01\x0800000010`],
  ['another version', `${sentinel}\x02\x0800000010`],
  ['another number', `${sentinel}\x01\x09000000100`],
])('refuses a binary with other fuses: %s', (_, content) => {
  const file = binaryWith(content)
  expect(() => resetFuses(file)).toThrow('its fuses are not where those of Electron 33 are')
  expect(readFileSync(file, 'latin1')).toBe(content)
})
