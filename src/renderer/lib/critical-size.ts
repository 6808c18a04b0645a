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

/** The size at which it is seen what an image lacks, by its place: the largest that is wrong below its critical one, else the smallest. */
export const tellingSize = ({ state, from }: Seen): number => (state === 'critical' && from !== null ? from - 1 : 0)
