import { AcuityError } from '../../../shared/errors.ts'
import type { ClassEntry } from '../../../shared/dataset.ts'
import { faultOf, refusedLink, usable, type Assignment } from './labelled-file.ts'
import type { Listing } from './listing.ts'

/** Of several folders that hold class folders, the ones that people evaluate on come first. */
const EVALUATED_ON = ['val', 'validation', 'valid', 'test', 'testing', 'eval']

/**
 * Labels by folder, as torchvision's ImageFolder: the first folder of a path is the class id. Unlike ImageFolder the
 * index comes from the class list, so that a folder with some of the classes still maps through all of them.
 */
export function labelByFolder(listing: Listing, classes: readonly ClassEntry[]): Assignment {
  const indexOf = new Map(classes.map(({ wnid, index }) => [wnid, index]))
  const assignment: Assignment = { files: [], ignored: [], warnings: [] }
  for (const path of listing.files) {
    const slash = path.indexOf('/')
    if (slash < 0) {
      assignment.ignored.push(path)
      continue
    }
    const folder = path.slice(0, slash)
    const label = indexOf.get(folder) ?? null
    const isThere = !listing.refused.has(path)
    const unknown = `its folder ${folder} is not one of the ${classes.length} classes`
    const fault = isThere ? (label === null ? faultOf('unknown-class', unknown) : null) : refusedLink()
    assignment.files.push({ path, label, fault, isThere, isListed: false })
  }
  return assignment
}

/** @throws AcuityError `dataset-invalid` where no file lies in a folder that is a class, with what may be wrong */
export function requireClassFolder(
  root: string,
  assignment: Assignment,
  listing: Listing,
  classes: readonly ClassEntry[],
): void {
  if (usable(assignment) > 0) return
  const ids = new Set(classes.map(({ wnid }) => wnid))
  const named = listing.folders.filter((folder) => ids.has(folder))
  throw new AcuityError('dataset-invalid', named.length > 0 ? nothingIn(named.length) : nothingNamed())

  function nothingIn(folders: number): string {
    const which = folders === 1 ? `The class folder ${named[0] ?? ''}` : `The ${folders} class folders`
    if (listing.refused.size > 0)
      return `${which} in ${root} only hold links that lead out of it, which are refused: allow them (--follow).`
    return `${which} in ${root} ${folders === 1 ? 'is' : 'are'} empty: is everything unpacked, and its disk connected?`
  }

  function nothingNamed(): string {
    const above = new Set(
      listing.folders.flatMap((folder) => {
        const [first = '', second = '', ...deeper] = folder.split('/')
        return deeper.length === 0 && ids.has(second) ? [first] : []
      }),
    )
    const best = EVALUATED_ON.find((name) => above.has(name)) ?? above.values().next().value
    const others = [...above].filter((name) => name !== best)
    const hint =
      best !== undefined
        ? `Did you mean ${root}/${best}?${others.length > 0 ? ` (There is ${others.slice(0, 3).join(', ')} as well.)` : ''}`
        : assignment.files.length === 0 && assignment.ignored.length > 0
          ? 'A flat folder needs labels: choose its labels file (--labels FILE), "name index" a line.'
          : listing.files.length === 0
            ? 'It holds no file at all: is everything unpacked, and its disk connected?'
            : 'Choose the folder that holds one folder a class, or a class list of its own (--classes FILE).'
    return `No folder in ${root} is named after one of the ${ids.size} classes. ${hint}`
  }
}
