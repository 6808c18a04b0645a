import type { ModelDescription } from '../../../../shared/model.ts'

/** Warns of what a Caffe network's text says and nobody here knows, where no answer depends on it. */
export function warnOfUnheeded({ caffe }: Pick<ModelDescription, 'caffe'>): string[] {
  if (!caffe || caffe.unheeded.length === 0) return []
  return [
    `The network has fields that Acuity does not know, and passes over: ${caffe.unheeded.join(', ')}. No answer depends on ` +
      "them here: they are of the network as a whole or of its data layer, whose work is the recipe's, or say how exactly a " +
      'fork of Caffe computes.',
  ]
}
