import { expect, it } from 'vitest'
import { splitName } from './split-name.ts'

it('keeps the last word, where sizes stand', () =>
  expect(splitName('squeezenet1.1-imagenet 256/224')).toEqual(['squeezenet1.1-imagenet', ' 256/224']))

it('keeps the last characters of one long word', () =>
  expect(splitName('bvlc_reference_caffenet_227')).toEqual(['bvlc_reference_caff', 'enet_227']))

it('leaves a short name whole', () => expect(splitName('alexnet 128/99')).toEqual(['alexnet 128/99', '']))

it('cuts no character in two', () =>
  expect(splitName('squirrels_in_trees🐿🐿🐿🐿🐿🐿🐿🐿🐿')).toEqual(['squirrels_in_trees🐿', '🐿🐿🐿🐿🐿🐿🐿🐿']))
