import { hasImageName, withoutImageEnding } from './image-name.ts'
import type { Labels } from './labels.ts'

/** How the names of a list were matched with files: as they are, or by what is left of both without folder and ending. */
export interface NameMatch {
  /** Labels by the path of the file that a line means, or by the line's own name where it means none. */
  labels: Labels
  /** A line and the file that it means, where they are not called the same. */
  example: { line: string; file: string } | null
}

/**
 * Finds the files that a list names. Where no line is the path of a file, lists made elsewhere are met half way: `val/`
 * before the name, no ending or another case mean the same file, if they can mean no other.
 */
export function matchNames(labels: Labels, files: readonly string[]): NameMatch {
  const present = new Set(files)
  for (const name of labels.keys()) if (present.has(name)) return { labels, example: null }
  const fileOf = unambiguous(files.filter(hasImageName))
  const lineOf = unambiguous([...labels.keys()])
  let example: NameMatch['example'] = null
  const matched: Labels = new Map()
  for (const [line, label] of labels) {
    const file = lineOf.has(bareName(line)) ? fileOf.get(bareName(line)) : undefined
    if (file !== undefined) example ??= { line, file }
    matched.set(file ?? line, label)
  }
  return { labels: matched, example }
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
