import { hasImageName, withoutImageEnding } from '../image-name.ts'
import type { Labels } from './labels.ts'

/** How the names of a list were matched with files: as they are, or by what both end with. */
export interface NameMatch {
  /** Labels by the path of the file that a line means, or by the line's own name where it means none. */
  labels: Labels
  /** A line and the file that it means, where they are not called the same. */
  example: { line: string; file: string } | null
  /** Lines that may mean several files, or the file that another line means as well; each with why. */
  ambiguous: ReadonlyMap<string, string>
}

/**
 * Finds the files that a list names. Where no line is the path of a file, lists made elsewhere are met half way: a line
 * means the file whose path has the most folders and the name in common with it, from the end. Endings of images, case,
 * `\` for `/` and the ways to write an accent make no difference. What may mean several files means none.
 */
export function matchNames(labels: Labels, files: readonly string[]): NameMatch {
  const present = new Set(files)
  const ambiguous = new Map<string, string>()
  for (const name of labels.keys()) if (present.has(name)) return { labels, example: null, ambiguous }
  const tails = tailsOf(files.filter(hasImageName))
  const meant = [...labels].map(([line, label]) => ({ line, label, ...meantBy(line, tails) }))
  const best = bestOf(meant)
  let example: NameMatch['example'] = null
  const matched: Labels = new Map()
  for (const { line, label, file, common, others } of meant) {
    const lines = file === undefined ? undefined : best.get(file)
    const isMeant = file !== undefined && lines?.common === common && lines.count === 1
    if (others) ambiguous.set(line, `it may be ${others[0]} or ${others[1]}`)
    else if (file !== undefined && !isMeant) ambiguous.set(line, `${file} is meant by another line as well`)
    if (isMeant) example ??= { line, file }
    matched.set(isMeant ? file : line, label)
  }
  return { labels: matched, example, ambiguous }
}

/** Of each tail of a path the file that has it, and another one if there is one. */
type Tails = Map<string, readonly [file: string, other?: string]>

function tailsOf(files: readonly string[]): Tails {
  const tails: Tails = new Map()
  for (const file of files)
    for (const tail of tailsIn(file)) {
      const before = tails.get(tail)
      if (!before) tails.set(tail, [file])
      else if (before.length === 1) tails.set(tail, [before[0], file])
    }
  return tails
}

interface Meant {
  file?: string
  /** How many folders and names, from the end, the line has in common with it. */
  common: number
  others?: readonly [string, string]
}

function meantBy(line: string, tails: Tails): Meant {
  const own = tailsIn(line)
  for (let common = own.length; common > 0; common--) {
    const [file, other] = tails.get(own[common - 1] ?? '') ?? []
    if (file === undefined) continue
    return other === undefined ? { file, common } : { common, others: [file, other] }
  }
  return { common: 0 }
}

/** Of each file that lines mean, how much the nearest of them has in common with it, and how many are as near. */
function bestOf(meant: readonly Meant[]): Map<string, { common: number; count: number }> {
  const best = new Map<string, { common: number; count: number }>()
  for (const { file, common } of meant) {
    if (file === undefined) continue
    const before = best.get(file)
    if (!before || common > before.common) best.set(file, { common, count: 1 })
    else if (common === before.common) before.count++
  }
  return best
}

/** Deeper than folders are looked into. */
const MAX_DEPTH = 17

/** What a path ends with, from its name alone to the whole of it, as far as that is compared. */
function tailsIn(path: string): string[] {
  const parts = withoutImageEnding(path)
    .normalize('NFC')
    .toLowerCase()
    .split(/[\\/]+/)
    .slice(-MAX_DEPTH)
  const tails: string[] = []
  for (let tail = ''; parts.length > 0; tails.push(tail)) tail = `${parts.pop()}/${tail}`
  return tails
}

/** A name without the folders before it and the image's ending, in lower case. */
export const bareName = (name: string) => withoutImageEnding(name.slice(name.lastIndexOf('/') + 1)).toLowerCase()

/** What each bare name stands for, those left out that stand for several. */
export function unambiguous(names: readonly string[], bareOf = bareName): Map<string, string> {
  const byName = new Map<string, string>()
  const several = new Set<string>()
  for (const name of names) {
    const bare = bareOf(name)
    if (byName.has(bare)) several.add(bare)
    byName.set(bare, name)
  }
  for (const bare of several) byName.delete(bare)
  return byName
}
