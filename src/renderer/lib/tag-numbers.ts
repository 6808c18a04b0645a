import { LABEL_LOOKS_WRONG } from '../../shared/annotation.ts'

/** Keys that tags are given by. */
export const TAG_KEYS = 9

/**
 * The tags that the keys 1 to 9 stand for. A tag keeps its number as long as the window is open, however often others are
 * given; a new one takes the next number, or that of a tag which no image has any more.
 * @param before as they were; none to begin with
 * @param inUse the most used first
 */
export function numberTags(before: readonly string[], inUse: readonly string[]): string[] {
  const candidates = inUse.includes(LABEL_LOOKS_WRONG) ? inUse : [...inUse.slice(0, TAG_KEYS - 1), LABEL_LOOKS_WRONG]
  const numbered = [...before]
  for (const tag of candidates) {
    if (numbered.includes(tag)) continue
    const unused = numbered.findIndex((each) => !candidates.includes(each))
    if (numbered.length < TAG_KEYS) numbered.push(tag)
    else if (unused >= 0) numbered[unused] = tag
  }
  return numbered
}

/** The place of the tag that a key stands for; null for another key. */
export const placeOfKey = (key: string): number | null => (/^[1-9]$/.test(key) ? Number(key) - 1 : null)
