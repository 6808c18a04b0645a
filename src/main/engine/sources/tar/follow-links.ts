import { ImageFault } from '../../../../shared/skip.ts'
import { targetOf } from './member-path.ts'
import type { Stored } from './stored.ts'

/** As many as Linux follows, with some to spare. */
const MAX_STEPS = 50

/**
 * What symbolic links in an archive lead to, by the link: a file of it, or why there is none. Those to folders are listed
 * apart. Nothing on the disk is looked at.
 */
export function followLinks(
  links: ReadonlyMap<string, string>,
  files: ReadonlyMap<string, Stored | ImageFault>,
  folders: ReadonlySet<string>,
): { found: Map<string, Stored | ImageFault>; toFolders: string[] } {
  const found = new Map<string, Stored | ImageFault>()
  const toFolders: string[] = []
  for (const [link, stated] of links) {
    let place: string | null = link
    let steps = 0
    for (let next = links.get(link); next !== undefined && steps <= MAX_STEPS; steps++) {
      place = targetOf(place, next)
      if (place === null) break
      next = links.get(place)
    }
    if (place === null)
      found.set(link, new ImageFault('link-outside', `a link to ${shortened(stated)}, out of the archive`))
    else if (steps > MAX_STEPS) found.set(link, new ImageFault('file-unreadable', 'its links go round'))
    else if (folders.has(place)) toFolders.push(link)
    else found.set(link, files.get(place) ?? lostLink(stated))
  }
  return { found, toFolders }
}

export const lostLink = (target: string) =>
  new ImageFault('file-missing', `a link to ${shortened(target)}, which is no file in the archive`)

const shortened = (target: string) => target.slice(0, 200)
