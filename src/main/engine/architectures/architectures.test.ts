import { expect, it } from 'vitest'
import { temporaryFolder, writeFiles } from '../../../testing/folders.ts'
import { findResources } from '../../resources.ts'
import { findArchitecture, listArchitectures } from './index.ts'

it('lists what ships: the networks of the founding table, and CaffeNet', async () => {
  const architectures = await listArchitectures(findResources())
  expect(architectures.map(({ name, title, modifications }) => [name, title, modifications])).toEqual([
    ['alexnet', "AlexNet: Krizhevsky, Sutskever and Hinton 2012, as BVLC's reference model in Caffe", []],
    ['caffenet', "CaffeNet: BVLC's variant of AlexNet, with the pooling before the normalisation", []],
    ['vgg_f', 'VGG_F: CNN-F, the fast network of Chatfield et al. 2014', []],
    [
      'vgg_f_extralayer',
      'VGG_F_extralayer: VGG_F modified for small images (Iandola 2015), a reconstruction',
      ['conv1_5x5', 'strides', 'extra1x1', 'avgpool5'],
    ],
  ])
})

it('finds one by its name, in whatever case', async () => {
  expect(await findArchitecture(findResources(), 'VGG_F')).toMatchObject({ name: 'vgg_f' })
  expect(await findArchitecture(findResources(), 'resnet50')).toBeUndefined()
})

it('calls one without a head comment by its name', async () => {
  const resources = temporaryFolder()
  writeFiles(resources, { 'architectures/plain.prototxt': 'name: "Plain"\n', 'architectures/README.md': '# no net' })
  expect(await listArchitectures(resources)).toMatchObject([{ name: 'plain', title: 'plain', modifications: [] }])
})
