import { invalid } from './prototxt/location.ts'
import { TextMessage } from './prototxt/text-message.ts'

/** What a type of layer is called today, the message that its parameters lie in, and what each of them is called there. */
interface Upgrade {
  type: string
  parameters?: string
  fields?: Readonly<Record<string, string>>
}

const same = (...names: string[]) => Object.fromEntries(names.map((name) => [name, name]))
const LEARNED = { ...same('num_output', 'weight_filler', 'bias_filler'), biasterm: 'bias_term' }
const WINDOW = { ...same('pad', 'stride'), kernelsize: 'kernel_size' }
const DATA = { ...same('source', 'rand_skip'), batchsize: 'batch_size' }
const TRANSFORM = { ...same('scale', 'mirror'), meanfile: 'mean_file', cropsize: 'crop_size' }

const UPGRADES: ReadonlyMap<string, Upgrade> = new Map<string, Upgrade>([
  ['accuracy', { type: 'Accuracy' }],
  ['bnll', { type: 'BNLL' }],
  ['concat', { type: 'Concat', parameters: 'concat_param', fields: same('concat_dim') }],
  [
    'conv',
    { type: 'Convolution', parameters: 'convolution_param', fields: { ...LEARNED, ...WINDOW, ...same('group') } },
  ],
  ['data', { type: 'Data', parameters: 'data_param', fields: DATA }],
  ['dropout', { type: 'Dropout', parameters: 'dropout_param', fields: same('dropout_ratio') }],
  ['euclidean_loss', { type: 'EuclideanLoss' }],
  ['flatten', { type: 'Flatten' }],
  ['hdf5_data', { type: 'HDF5Data', parameters: 'hdf5_data_param', fields: DATA }],
  [
    'images',
    {
      type: 'ImageData',
      parameters: 'image_data_param',
      fields: { ...DATA, ...same('new_height', 'new_width'), shuffle_images: 'shuffle' },
    },
  ],
  ['innerproduct', { type: 'InnerProduct', parameters: 'inner_product_param', fields: LEARNED }],
  ['lrn', { type: 'LRN', parameters: 'lrn_param', fields: same('local_size', 'alpha', 'beta', 'k') }],
  ['multinomial_logistic_loss', { type: 'MultinomialLogisticLoss' }],
  ['pool', { type: 'Pooling', parameters: 'pooling_param', fields: { ...WINDOW, ...same('pool') } }],
  ['relu', { type: 'ReLU' }],
  ['sigmoid', { type: 'Sigmoid' }],
  ['softmax', { type: 'Softmax' }],
  ['softmax_loss', { type: 'SoftmaxWithLoss' }],
  ['split', { type: 'Split' }],
  ['tanh', { type: 'TanH' }],
])

/** What says how to train a layer, and what its blobs are. */
const TRAINING = ['blobs', 'blobs_lr', 'weight_decay']
const PADDING = 'padding'
const CONNECTION = new Set(['layer', 'bottom', 'top'])

/**
 * Brings layers of 2013 (a `layer` in each of the `layers`) into the form of today. Layers that only pad become the padding of
 * the convolution or pool behind them.
 * Source: UpgradeV0PaddingLayers and UpgradeV0LayerParameter, src/caffe/util/upgrade_proto.cpp of BVLC Caffe 1.0.
 * @throws AcuityError `model-invalid` with the line of what cannot be brought up to date
 */
export function upgradeLayers(connections: readonly TextMessage[]): TextMessage[] {
  const paddings = new Map<string, TextMessage>()
  return connections.flatMap((connection) => {
    connection.allowOnly(CONNECTION)
    const old = connection.message('layer')
    const isPadding = old.string('type') === PADDING
    const layer = isPadding ? undefined : upgradeLayer(connection, old, paddings)
    for (const top of connection.strings('top'))
      if (isPadding) paddings.set(top, connection)
      else paddings.delete(top)
    return layer ? [layer] : []
  })
}

function upgradeLayer(
  connection: TextMessage,
  old: TextMessage,
  paddings: ReadonlyMap<string, TextMessage>,
): TextMessage {
  const type = old.string('type') ?? ''
  const upgrade = UPGRADES.get(type)
  if (!upgrade)
    throw invalid(
      old.locationOf('type'),
      `type must be one of ${[...UPGRADES.keys(), PADDING].join(', ')} in the format of 2013, and is ` +
        `${JSON.stringify(type.slice(0, 80))}.`,
    )
  const { fields = {}, parameters } = upgrade
  old.allowOnly(new Set(['name', 'type', ...TRAINING, ...Object.keys(fields), ...Object.keys(TRANSFORM)]))
  const layer = new TextMessage('layer', connection.location)
  const move = (from: TextMessage, field: string, to: TextMessage, name = field) => {
    for (const value of from.values(field)) to.add(name, value)
  }
  move(old, 'name', layer)
  layer.add('type', { text: upgrade.type, quoted: true, location: old.locationOf('type') })
  const own = new TextMessage(parameters ?? '', old.location)
  const padding = connection.strings('bottom').flatMap((bottom) => paddings.get(bottom) ?? [])[0]
  for (const [field, name] of Object.entries(fields)) if (field !== 'pad' || !padding) move(old, field, own, name)
  if (padding) {
    if (connection.strings('bottom').length !== 1 || !('pad' in fields))
      throw invalid(
        connection.location,
        `a layer of the type ${type} is behind one that only pads, which conv and pool may be.`,
      )
    move(padding.message('layer'), 'pad', own)
  }
  move(padding ?? connection, 'bottom', layer)
  move(connection, 'top', layer)
  const transform = new TextMessage('transform_param', old.location)
  for (const [field, name] of Object.entries(TRANSFORM)) move(old, field, transform, name)
  if (parameters !== undefined && own.fields.length > 0) layer.add(parameters, own)
  if (transform.fields.length > 0) layer.add('transform_param', transform)
  return layer
}
