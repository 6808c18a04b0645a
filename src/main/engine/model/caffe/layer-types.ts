// Names of Caffe's layers. Source: src/caffe/proto/caffe.proto and src/caffe/util/upgrade_proto.cpp of BVLC Caffe 1.0.

/** The layer types of the old format (V1LayerParameter.LayerType): number, and name in the new one. */
export const V1_TYPES: Readonly<Record<string, { number: number; type: string }>> = {
  ACCURACY: { number: 1, type: 'Accuracy' },
  BNLL: { number: 2, type: 'BNLL' },
  CONCAT: { number: 3, type: 'Concat' },
  CONVOLUTION: { number: 4, type: 'Convolution' },
  DATA: { number: 5, type: 'Data' },
  DROPOUT: { number: 6, type: 'Dropout' },
  EUCLIDEAN_LOSS: { number: 7, type: 'EuclideanLoss' },
  FLATTEN: { number: 8, type: 'Flatten' },
  HDF5_DATA: { number: 9, type: 'HDF5Data' },
  HDF5_OUTPUT: { number: 10, type: 'HDF5Output' },
  IM2COL: { number: 11, type: 'Im2col' },
  IMAGE_DATA: { number: 12, type: 'ImageData' },
  INFOGAIN_LOSS: { number: 13, type: 'InfogainLoss' },
  INNER_PRODUCT: { number: 14, type: 'InnerProduct' },
  LRN: { number: 15, type: 'LRN' },
  MULTINOMIAL_LOGISTIC_LOSS: { number: 16, type: 'MultinomialLogisticLoss' },
  POOLING: { number: 17, type: 'Pooling' },
  RELU: { number: 18, type: 'ReLU' },
  SIGMOID: { number: 19, type: 'Sigmoid' },
  SOFTMAX: { number: 20, type: 'Softmax' },
  SOFTMAX_LOSS: { number: 21, type: 'SoftmaxWithLoss' },
  SPLIT: { number: 22, type: 'Split' },
  TANH: { number: 23, type: 'TanH' },
  WINDOW_DATA: { number: 24, type: 'WindowData' },
  ELTWISE: { number: 25, type: 'Eltwise' },
  POWER: { number: 26, type: 'Power' },
  SIGMOID_CROSS_ENTROPY_LOSS: { number: 27, type: 'SigmoidCrossEntropyLoss' },
  HINGE_LOSS: { number: 28, type: 'HingeLoss' },
  MEMORY_DATA: { number: 29, type: 'MemoryData' },
  ARGMAX: { number: 30, type: 'ArgMax' },
  THRESHOLD: { number: 31, type: 'Threshold' },
  DUMMY_DATA: { number: 32, type: 'DummyData' },
  SLICE: { number: 33, type: 'Slice' },
  MVN: { number: 34, type: 'MVN' },
  ABSVAL: { number: 35, type: 'AbsVal' },
  SILENCE: { number: 36, type: 'Silence' },
  CONTRASTIVE_LOSS: { number: 37, type: 'ContrastiveLoss' },
  EXP: { number: 38, type: 'Exp' },
  DECONVOLUTION: { number: 39, type: 'Deconvolution' },
}

/** Whether a layer, if it takes no blob, brings images, labels and the like from elsewhere: AnnotatedData and others are forks'. */
export const bringsData = (type: string): boolean => type === 'Input' || type === 'Python' || type.endsWith('Data')

/** The fields of a layer, the messages for its type aside, in the new format and in the old. */
const COMMON_FIELDS = [
  ...['name', 'type', 'bottom', 'top', 'phase', 'loss_weight', 'param', 'blobs', 'propagate_down'],
  ...['include', 'exclude', 'blob_share_mode', 'blobs_lr', 'weight_decay'],
]

/** What the parameters of the types are called, less `_param`. Those of another type than its own a layer does not heed. */
const PARAMETERS = [
  ...['transform', 'loss', 'accuracy', 'argmax', 'batch_norm', 'bias', 'concat', 'contrastive_loss', 'convolution'],
  ...['bn', 'shuffle_channel'],
  ...['crop', 'data', 'dropout', 'dummy_data', 'eltwise', 'elu', 'embed', 'exp', 'flatten', 'hdf5_data', 'hdf5_output'],
  ...['hinge_loss', 'image_data', 'infogain_loss', 'inner_product', 'input', 'log', 'lrn', 'memory_data', 'mvn'],
  ...['parameter', 'pooling', 'power', 'prelu', 'python', 'recurrent', 'reduction', 'relu', 'reshape', 'scale'],
  ...['sigmoid', 'softmax', 'spp', 'slice', 'tanh', 'threshold', 'tile', 'window_data'],
]

/** The fields that Caffe knows in a layer: a misspelt one would leave the layer at its defaults. */
export const LAYER_FIELDS: ReadonlySet<string> = new Set([
  ...COMMON_FIELDS,
  ...PARAMETERS.map((name) => `${name}_param`),
])

/** Of forks: in which precision, and with which library, they compute a layer. */
export const PRECISION_FIELDS: readonly string[] = [
  ...['forward_type', 'backward_type', 'forward_math', 'backward_math', 'cudnn_math_override'],
  ...['quantization_param', 'engine', 'debug'],
]

const MEASURING_LAYERS = new Set(['Accuracy', 'ArgMax', 'Silence', 'HDF5Output'])

/** Whether a layer only measures how well a network does, or says which class is best, and gives no scores of classes. */
export function isMeasuring(type: string): boolean {
  return MEASURING_LAYERS.has(type) || /Loss$/.test(type)
}
