import { describe, expect, it } from 'vitest'
import { findResources } from '../../resources.ts'
import { readText } from '../files/index.ts'
import { findArchitecture, variantOf } from './index.ts'

const ALL = ['extra1x1', 'avgpool5', 'conv1_5x5', 'strides']

async function read(name: string): Promise<string> {
  const architecture = await findArchitecture(findResources(), name)
  return readText(architecture?.file ?? '', name)
}
const extralayer = await read('vgg_f_extralayer')
const variant = (...only: string[]) => variantOf(extralayer, only, 'vgg_f_extralayer')

/** What is left of a prototxt without its comments, its name and the size of its input. */
function structure(text: string): string[] {
  const lines = text.split('\n').map((line) => line.replace(/#.*/, '').trim())
  return lines.filter((line) => line !== '' && !/^(name: "VGG_F\S*"|dim: (111|224))$/.test(line))
}

describe('the variants of VGG_F_extralayer', () => {
  it('end in VGG_F without any modification, and in the whole with all', async () => {
    expect(structure(variant())).toEqual(structure(await read('vgg_f')))
    expect(variant(...ALL)).toBe(extralayer)
  })

  it.each([
    ['conv1_5x5', ['kernel_size: 11', 'kernel_size: 5']],
    ['strides', ['stride: 4', 'stride: 2', 'stride: 2', 'stride: 3']],
    ['avgpool5', ['pool: MAX', 'pool: AVE']],
  ])('%s changes these values and nothing else', (modification, values) => {
    const [without, taken] = [structure(variant()), structure(variant(modification))]
    const differing = without.flatMap((line, i) => (line === taken[i] ? [] : [line, taken[i]]))
    expect(differing).toEqual(values)
    expect(taken).toHaveLength(without.length)
  })

  it('extra1x1 adds a convolution and its ReLU between conv4 and conv5', () => {
    const taken = structure(variant('extra1x1'))
    expect(taken.filter((line) => line === 'layer {')).toHaveLength(
      structure(variant()).filter((line) => line === 'layer {').length + 2,
    )
    const conv5 = taken.indexOf('name: "conv5"')
    expect(taken.slice(conv5, conv5 + 3)).toEqual(['name: "conv5"', 'type: "Convolution"', 'bottom: "conv4_1x1"'])
  })

  it('say what they are, and keep the choice that is left', () => {
    const two = variant('strides', 'extra1x1')
    expect(two.split('\n')[0]).toBe(
      '# VGG_F + strides + extra1x1: vgg_f_extralayer as described below, but without conv1_5x5, avgpool5',
    )
    expect(two).toContain('\nname: "VGG_F+strides+extra1x1" # base "VGG_F"\n')
    expect(structure(variantOf(two, ['strides'], 'two'))).toEqual(structure(variant('strides')))
    expect(variant()).toContain('\nname: "VGG_F"\n')
    expect(variant()).not.toMatch(/, else /)
  })
})

it('names the modifications that there are', () => {
  expect(() => variant('extra1x1', 'dropout')).toThrow(
    'vgg_f_extralayer knows no modification dropout; it knows conv1_5x5, strides, extra1x1, avgpool5.',
  )
  expect(() => variantOf('name: "Plain"', ['strides'], 'plain')).toThrow('plain knows no modification strides')
})

it('refuses a layer that does not end', () => {
  const cut = 'name: "N"\nlayer { # extra1x1, else none\n  name: "conv4_1x1"'
  expect(() => variantOf(cut, [], 'cut.prototxt')).toThrow('cut.prototxt, line 2')
})
