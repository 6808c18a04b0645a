import { execFileSync } from 'node:child_process'
import { afterEach, expect, it } from 'vitest'
import { forbidTf32, tf32State } from './tf32.ts'

const before = process.env['NVIDIA_TF32_OVERRIDE']
afterEach(() => {
  if (before === undefined) delete process.env['NVIDIA_TF32_OVERRIDE']
  else process.env['NVIDIA_TF32_OVERRIDE'] = before
})

const inChild = () => execFileSync('printenv', ['NVIDIA_TF32_OVERRIDE'], { encoding: 'utf8' }).trim()

it('TF32 is off, for native code and children too', () => {
  delete process.env['NVIDIA_TF32_OVERRIDE']
  forbidTf32()
  expect(tf32State()).toBe('TF32 off')
  expect(inChild()).toBe('0')
})

it('what the user has decided stays', () => {
  process.env['NVIDIA_TF32_OVERRIDE'] = '1'
  forbidTf32()
  expect(tf32State()).toBe('TF32 allowed')
  expect(inChild()).toBe('1')
})
