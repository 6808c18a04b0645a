import { expect, it } from 'vitest'
import { noSettings, readSettings } from './run-settings-form.ts'

it('leaves to the engine what is not stated', () => {
  expect(readSettings(noSettings)).toEqual({ settings: { provider: 'auto' }, problems: {} })
})

it('reads what is stated', () => {
  const texts = { ...noSettings, provider: 'cpu', batch: '16', classOffset: '-1', name: ' first try ', layout: 'NHWC' }
  expect(readSettings({ ...texts, cache: 'off', memoryLimit: '1500' })).toEqual({
    settings: {
      provider: 'cpu',
      batch: 16,
      classOffset: -1,
      name: 'first try',
      layout: 'NHWC',
      cache: false,
      memoryLimit: 1.5e9,
    },
    problems: {},
  })
})

it.each([
  ['batch', '0'],
  ['batch', '1.5'],
  ['threads', 'two'],
  ['memoryLimit', '0'],
  ['memoryLimit', '2GB'],
  ['limit', '-3'],
  ['classOffset', '0.1'],
] as const)('refuses a %s of %j', (field, text) => {
  const { settings, problems } = readSettings({ ...noSettings, [field]: text })
  expect(settings).toEqual({ provider: 'auto' })
  expect(Object.keys(problems)).toEqual([field])
})
