import type { Seen, SeenGroup } from '../../shared/critical.ts'

/**
 * What the images of a group are called, as `Critical at 128`.
 * @param sizes what the sizes of the line are called, the smallest first; none before they are known
 */
export function groupTitle({ state, size }: SeenGroup, sizes: readonly string[]): string {
  switch (state) {
    case 'always':
      return 'Always right'
    case 'critical': {
      const name = size === null ? undefined : sizes[size]
      return name === undefined ? 'Critical' : `Critical at ${name}`
    }
    case 'non-monotone':
      return 'Non-monotone'
    case 'never':
      return 'Never right'
  }
}

/**
 * The sizes at which it is seen what an image needs, by their places: the largest that is wrong and its critical size
 * beside it. Where it has none, the smallest size and the largest.
 * @param sizes how many there are
 */
export function tellingSizes({ state, from }: Seen, sizes: number): { shown: number; beside: number } {
  return state === 'critical' && from !== null ? { shown: from - 1, beside: from } : { shown: 0, beside: sizes - 1 }
}
