import type { ClassEntry } from '../../../shared/dataset.ts'
import { ClassLookup } from './class-lookup.ts'
import { faultOf, refusedLink, type Assignment } from './labelled-file.ts'
import type { Listing } from './listing.ts'

/** The index of the class that a folder's name says. */
export type ClassOfFolder = (folder: string) => number | undefined

/** Folders are called by the ids of classes, as torchvision's ImageFolder has them. */
export function byId(classes: readonly ClassEntry[]): ClassOfFolder {
  const lookup = new ClassLookup(classes)
  return (folder) => lookup.byId(folder)
}

/**
 * Labels by folder, as torchvision's ImageFolder: the first folder of a path is the class id. Unlike ImageFolder the
 * index comes from the class list, so that a folder with some of the classes still maps through all of them.
 */
export function labelByFolder(
  listing: Listing,
  classes: readonly ClassEntry[],
  classOf: ClassOfFolder = byId(classes),
): Assignment {
  const assignment: Assignment = {
    files: [],
    ignored: [],
    warnings: brokenClasses(listing, classOf),
    disagreements: [],
  }
  for (const path of listing.files) {
    const slash = path.indexOf('/')
    if (slash < 0) {
      assignment.ignored.push(path)
      continue
    }
    const folder = path.slice(0, slash)
    const label = classOf(folder) ?? null
    const isThere = !listing.refused.has(path)
    const unknown = `its folder ${folder} is not one of the ${classes.length} classes`
    const fault = isThere ? (label === null ? faultOf('unknown-class', unknown) : null) : refusedLink()
    assignment.files.push({ path, label, fault, isThere, isListed: false })
  }
  return assignment
}

/** A link that is called like a class and leads nowhere is a folder whose images are missing. */
function brokenClasses({ broken }: Listing, classOf: ClassOfFolder): string[] {
  const classes = [...broken].filter((name) => classOf(name) !== undefined)
  const [first] = classes
  if (first === undefined) return []
  return [
    classes.length === 1
      ? `The class folder ${first} is a link that leads nowhere: its images are missing.`
      : `${classes.length} class folders are links that lead nowhere, ${first} for one: their images are missing.`,
  ]
}
