import { expect, it } from 'vitest'
import { ChartFile } from './chart-file.ts'

const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>')
const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0)
const accepted = (format: string, bytes: unknown, title = 'Chart') =>
  ChartFile.safeParse({ title, format, bytes }).success

it('is what its format says', () => {
  expect([accepted('svg', svg), accepted('png', png)]).toEqual([true, true])
  expect([accepted('png', svg), accepted('svg', png), accepted('svg', new Uint8Array())]).toEqual([false, false, false])
  expect(accepted('html', svg)).toBe(false)
  expect(accepted('svg', '<svg xmlns="http://www.w3.org/2000/svg"/>')).toBe(false)
})

it('has a title, and a size within reason', () => {
  expect(accepted('svg', svg, '')).toBe(false)
  const large = new Uint8Array(33 * 1024 * 1024)
  large.set(png)
  expect(accepted('png', large)).toBe(false)
})
