/** How many letters a slip of the finger changes. */
const MOST_CHANGES = 2

/** ` Did you mean "Convolution"?` for a name that is nearly one of the known ones; else nothing. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const likely = [...known]
    .map((candidate) => ({ candidate, changes: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    // Nobody errs in the first letter: a Deconvolution is no Convolution.
    .filter(({ candidate, changes }) => changes <= MOST_CHANGES && isSame(candidate[0], name[0]))
    .toSorted((a, b) => a.changes - b.changes)[0]
  return likely ? ` Did you mean "${likely.candidate}"?` : ''
}

const isSame = (a = '', b = '') => a.toLowerCase() === b.toLowerCase()

/** Letters to change, add or leave out (Levenshtein 1966); any large number where the lengths are too different. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > MOST_CHANGES) return Infinity
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const [left = 0, above = 0, diagonal = 0] = [next[j - 1], row[j], row[j - 1]]
      next.push(Math.min(left + 1, above + 1, diagonal + (a[i - 1] === b[j - 1] ? 0 : 1)))
    }
    row = next
  }
  return row[b.length] ?? 0
}
