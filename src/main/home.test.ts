import path from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { findHome } from './home.ts'

afterEach(() => vi.unstubAllEnvs())

it('is what was told, else the environment, else the application-data folder; nothing counts as not told', () => {
  vi.stubEnv('ACUITY_HOME', '/of/the/environment')
  expect(findHome('/told')).toBe(path.resolve('/told'))
  expect(findHome()).toBe(path.resolve('/of/the/environment'))
  expect(findHome('')).toBe(path.resolve('/of/the/environment'))
  vi.stubEnv('ACUITY_HOME', '')
  expect(findHome()).toMatch(/Acuity$/)
})
