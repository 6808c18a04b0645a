import { AcuityError } from '../../../shared/errors.ts'
import type { ClassEntry } from '../../../shared/dataset.ts'
import type { Remedy } from '../../../shared/remedy.ts'
import { faultOf, FOLLOW, refusedLink, usable, type Assignment } from './labelled-file.ts'
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
  throw named.length > 0 ? nothingIn(named.length) : nothingNamed()

  function nothingIn(folders: number): AcuityError {
    const which = folders === 1 ? `The class folder ${named[0] ?? ''}` : `The ${folders} class folders`
    if (listing.refused.size > 0)
      return invalid(`${which} in ${root} only hold links that lead out of it, which are refused.`, FOLLOW)
    const are = folders === 1 ? 'is' : 'are'
    return invalid(`${which} in ${root} ${are} empty: is everything unpacked, and its disk connected?`)
  }

  function nothingNamed(): AcuityError {
    const above = new Set(
      listing.folders.flatMap((folder) => {
        const [first = '', second = '', ...deeper] = folder.split('/')
        return deeper.length === 0 && ids.has(second) ? [first] : []
      }),
    )
    const best = EVALUATED_ON.find((name) => above.has(name)) ?? above.values().next().value
    const others = [...above].filter((name) => name !== best)
    const which = `No folder in ${root} is named after one of the ${ids.size} classes.`
    if (best !== undefined) {
      const besides = others.length > 0 ? ` (There is ${others.slice(0, 3).join(', ')} as well.)` : ''
      return invalid(`${which} Did you mean ${root}/${best}?${besides}`)
    }
    if (assignment.files.length === 0 && assignment.ignored.length > 0)
      return invalid(`${which} A flat folder needs a labels file, "name index" a line.`, [
        { do: 'state', option: 'labels' },
      ])
    if (listing.files.length === 0)
      return invalid(`${which} It holds no file at all: is everything unpacked, and its disk connected?`)
    return invalid(`${which} Choose the folder that holds one folder a class, or a class list of its own.`, [
      { do: 'state', option: 'classes' },
    ])
  }
}

const invalid = (message: string, remedies: readonly Remedy[] = []) =>
  new AcuityError('dataset-invalid', message, { remedies })
