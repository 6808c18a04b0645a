import type { DatasetImage } from '../../../shared/dataset-contents.ts'
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

/** What is known of an image of a dataset without a run. */
export function datasetImageFacts({
  path,
  width,
  height,
  format,
  colorModel,
  bytes: size,
  label,
}: DatasetImage): Fact[] {
  return [
    { term: 'Class', value: label?.name ?? 'None', ...(label && { note: `${label.wnid}, ${label.index}` }) },
    { term: 'File', value: path },
    ...(width === null || height === null ? [] : [{ term: 'Pixels', value: `${width} × ${height}` }]),
    ...(format === null ? [] : [{ term: 'Format', value: format, ...(colorModel !== null && { note: colorModel }) }]),
    { term: 'Size', value: bytes(size) },
  ]
}
