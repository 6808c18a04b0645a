/** Something that can be found by its words. */
export interface Findable {
  title: string
  /** What else it can be found by. */
  detail: string
}

/**
 * The entries in which every word of a query occurs, in small or capital letters: first those whose title begins with it,
 * then those with its words at the beginning of words, then the rest; each in their given order.
 */
export function findEntries<T extends Findable>(entries: readonly T[], query: string, most: number): T[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const ranked = entries.flatMap((entry) => {
    const rank = rankOf(entry, words)
    return rank === null ? [] : [{ entry, rank }]
  })
  return ranked
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ entry }) => entry)
}

/** Whether every word of a query occurs in a text, in small or capital letters. */
export function matches(text: string, query: string): boolean {
  const low = text.toLowerCase()
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => low.includes(word))
}

/** Lower is better; null where a word does not occur. */
function rankOf({ title, detail }: Findable, words: readonly string[]): number | null {
  const [head, text] = [title.toLowerCase(), `${title} ${detail}`.toLowerCase()]
  if (!words.every((word) => text.includes(word))) return null
  if (head.startsWith(words.join(' '))) return 0
  const atWords = words.every((word) => beginsWord(head, word))
  return atWords ? 1 : words.every((word) => beginsWord(text, word)) ? 2 : 3
}

/** Whether a word of the text begins so: `99` in `alexnet 128/99`. */
function beginsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '')) return true
  return false
}
