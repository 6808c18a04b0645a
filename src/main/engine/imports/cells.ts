/** A cell as CSV has it, or a list of JSON's. */
export type Cell = string | readonly string[]

/** What is written for numbers that are none, or have no end, by Python and by pandas. */
const SPECIAL: Readonly<Record<string, number>> = {
  '': NaN,
  nan: NaN,
  inf: Infinity,
  '+inf': Infinity,
  '-inf': -Infinity,
  infinity: Infinity,
  '-infinity': -Infinity,
}

/** A score; null where it is written as none. */
export function scoreIn(text: string): number | null {
  const value = Number(text)
  if (!Number.isNaN(value) && text !== '') return value
  return SPECIAL[text.trim().toLowerCase()] ?? null
}

/** A whole number, also as pandas writes it in a column that lacks some; null where it is none. */
export const wholeIn = (text: string): number | null => (/^-?\d+(?:\.0+)?$/.test(text) ? Number(text) : null)

/** The elements of a cell: of a list as JSON has it, or as numpy prints it, `[1 2 3]` or `['a' "it's b"]`; else itself. */
export function elementsOf(cell: Cell): readonly string[] {
  if (typeof cell !== 'string') return cell
  return cell.startsWith('[') && cell.endsWith(']') ? printedElements(cell.slice(1, -1)) : [cell]
}

/** Looks at each character once, whatever the text. */
function printedElements(text: string): string[] {
  const elements: string[] = []
  for (let at = 0; at < text.length;) {
    const first = text[at] ?? ''
    if (first === ',' || first.trim() === '') {
      at++
      continue
    }
    const isQuoted = first === "'" || first === '"'
    let element = ''
    for (at += isQuoted ? 1 : 0; at < text.length; at++) {
      const character = text[at] ?? ''
      if (isQuoted ? character === first : character === ',' || character.trim() === '') break
      if (isQuoted && character === '\\') at++
      element += text[at] ?? ''
    }
    at++
    elements.push(element)
  }
  return elements
}
