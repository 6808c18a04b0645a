import type { ImageResult } from '../../../shared/results.ts'
import { bytes } from '../../lib/format.ts'
import type { Fact } from '../../ui/fact.ts'

/** What is known of an image's file. */
export function imageFacts(image: ImageResult): Fact[] {
  return [
    { term: 'File', value: image.path },
    { term: 'Pixels', value: `${image.width} × ${image.height}` },
    { term: 'Format', value: image.format, note: image.colorModel },
    { term: 'Size', value: bytes(image.bytes) },
    { term: 'True class', value: image.label.name, note: `${image.label.wnid}, ${image.label.index}` },
  ]
}
