import type { AnnotatedImage, TagCount } from '../../../shared/annotation.ts'

/** How many of these images have each tag, the most used first. */
export function countTags(images: readonly Pick<AnnotatedImage, 'tags'>[]): TagCount[] {
  const counts = new Map<string, number>()
  for (const tag of images.flatMap(({ tags }) => tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  return [...counts]
    .map(([tag, count]) => ({ tag, images: count }))
    .toSorted((a, b) => b.images - a.images || a.tag.localeCompare(b.tag))
}
