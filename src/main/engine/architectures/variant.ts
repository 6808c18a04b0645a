import { AcuityError } from '../../../shared/errors.ts'
import { BASE, linesOf, modificationsOf, readMark } from './marks.ts'

/**
 * The same architecture with some of its modifications only, as a prototxt that says so in its head and in the net's
 * name. What is left to choose from stays marked, so that a variant has variants.
 * @param only names of modifications; all of them give the text as it is
 * @param what the architecture's name or file, for messages
 * @throws AcuityError `invalid-input`
 */
export function variantOf(text: string, only: readonly string[], what: string): string {
  const known = modificationsOf(text)
  const unknown = only.filter((name) => !known.includes(name))
  if (unknown.length > 0)
    throw new AcuityError(
      'invalid-input',
      `${what} knows no modification ${unknown.join(', ')}; ` +
        (known.length > 0 ? `it knows ${known.join(', ')}.` : 'it knows none.'),
    )
  const taken = known.filter((name) => only.includes(name))
  if (taken.length === known.length) return text

  const [, base = what] = BASE.exec(text) ?? []
  const parts = [base, ...taken]
  const left = known.filter((name) => !taken.includes(name))
  const head = `# ${parts.join(' + ')}: ${what} as described below, but without ${left.join(', ')}`
  const name = `name: "${parts.join('+')}"${taken.length > 0 ? ` # base "${base}"` : ''}`
  return [head, '#', ...withoutOthers(linesOf(text), taken, what)].join('\n').replace(BASE, () => name)
}

/** The lines as they are with some modifications only. */
function withoutOthers(lines: readonly string[], taken: readonly string[], what: string): string[] {
  const kept: string[] = []
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? ''
    const mark = readMark(line)
    if (!mark || taken.includes(mark.modification)) kept.push(line)
    else if (mark.otherwise !== null) kept.push(mark.otherwise)
    else i = endOfLayer(lines, i, what)
  }
  return kept
}

/** The line of the brace that closes a layer: it stands as deep as the line that opens it. */
function endOfLayer(lines: readonly string[], start: number, what: string): number {
  const [indentation = ''] = /^\s*/.exec(lines[start] ?? '') ?? []
  const end = lines.indexOf(`${indentation}}`, start)
  if (end === -1)
    throw new AcuityError('invalid-input', `${what}, line ${start + 1}: the layer that begins here has no end.`)
  return end
}
