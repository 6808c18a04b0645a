import type { DeletionWeight, Kind } from '../../shared/shelf.ts'
import { bytes, count, counted } from './format.ts'

/** What goes along when something is deleted, a line each; nothing where nothing does. */
export function weightLines(kind: Kind, { things, answers, annotated, cacheBytes, images }: DeletionWeight): string[] {
  const others = (['dataset', 'model', 'sweep', 'run'] as const).flatMap((other) => {
    const number = other === kind ? 0 : things.filter((thing) => thing.kind === other).length
    return number === 0 ? [] : [counted(number, other)]
  })
  return [
    ...others,
    ...(answers > 0 ? [counted(answers, 'answer')] : []),
    ...(annotated > 0 ? [`tags and notes of ${counted(annotated, 'image')} that lie nowhere else`] : []),
    ...(cacheBytes > 0 ? [`${bytes(cacheBytes)} of resized images in the cache`] : []),
    ...(images > 0 ? [`what is known of ${count(images)} files, which stay where they are`] : []),
  ]
}
