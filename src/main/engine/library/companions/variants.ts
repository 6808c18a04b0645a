/** What exporters add to the name of a model that they wrote in another precision: those of Optimum and transformers.js. */
const VARIANTS = [
  'fp32',
  'fp16',
  'q8',
  'int8',
  'uint8',
  'quantized',
  'q4',
  'q4f16',
  'bnb4',
  'merged',
  'optimized',
  'simplified',
  'sim',
]

const VARIANT = new RegExp(`[._-](?:${VARIANTS.join('|')})$`, 'i')

/** `resnet50_fp16` as `resnet50`. */
export const withoutVariant = (name: string): string => name.replace(VARIANT, '')
