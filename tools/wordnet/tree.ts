/** A noun of WordNet: its words, and the ids of what it is a kind of, as WordNet lists them. */
export interface Noun {
  words: string[]
  kindOf: string[]
}

/** In the place of a parent: there is none. */
const NONE = '-'

/**
 * Reads WordNet's nouns by their ids, `n` and the position in the file.
 *
 * Source: WordNet 3.0's manual, wndb(5WN).
 * @param data data.noun: a synset a line, behind a licence whose lines begin with blanks
 */
export function readNouns(data: string): Map<string, Noun> {
  const synsets = data.split('\n').filter((line) => /^\d{8} /.test(line))
  return new Map(synsets.map(readNoun))
}

function readNoun(line: string): [id: string, noun: Noun] {
  const [offset = '', , , wordCount = '', ...rest] = line.split(' | ', 1)[0]?.split(' ') ?? []
  // Each word has a number behind it, each pointer a symbol, a position, a part of speech and a pair of words.
  const words = Number.parseInt(wordCount, 16)
  const pointers = rest.slice(2 * words + 1)
  const kindOf = pointers.flatMap((symbol, at) =>
    at % 4 === 0 && symbol === '@' && pointers[at + 2] === 'n' ? [`n${pointers[at + 1]}`] : [],
  )
  const named = rest.slice(0, 2 * words).filter((_, at) => at % 2 === 0)
  return [`n${offset}`, { words: named.map((word) => word.replaceAll('_', ' ')), kindOf }]
}

/**
 * Everything that some of these classes are a kind of, as one tree. Of several parents a noun has the one that lies farthest
 * below the root, by the shortest way up, as that says most of it: a dog is a canine rather than a domestic animal. Of
 * several as far it has the one that WordNet lists first.
 * @returns each class with its parent, in their order; each group with its parent (`-` for none) and words, parents first
 * @throws RangeError where a class is no noun
 */
export function treeAbove(
  classes: readonly string[],
  nouns: ReadonlyMap<string, Noun>,
): { groupOf: [id: string, parent: string][]; groups: [id: string, parent: string, words: string][] } {
  const find = (id: string): Noun => {
    const noun = nouns.get(id)
    if (!noun) throw new RangeError(`WordNet has no noun ${id}.`)
    return noun
  }
  const depth = (id: string): number => {
    const { kindOf } = find(id)
    return kindOf.length === 0 ? 0 : 1 + Math.min(...kindOf.map(depth))
  }
  const parentOf = (id: string): string => {
    const parents = find(id).kindOf.map((parent) => ({ parent, below: depth(parent) }))
    return parents.toSorted((a, b) => b.below - a.below)[0]?.parent ?? NONE
  }
  const groups = new Map<string, [id: string, parent: string, words: string]>()
  const add = (id: string): void => {
    if (id === NONE || groups.has(id)) return
    const parent = parentOf(id)
    add(parent)
    groups.set(id, [id, parent, find(id).words.join(', ')])
  }
  const groupOf = classes.map((id): [string, string] => [id, parentOf(id)])
  for (const [, parent] of groupOf) add(parent)
  return { groupOf, groups: [...groups.values()] }
}
