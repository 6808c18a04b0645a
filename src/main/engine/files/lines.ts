/** The longest path that a system takes, several times over: what goes on for longer is no line of a list. */
const MAX_LINE = 16_384

/** Lines between two looks at whether anyone still waits for them. */
const LINES_BETWEEN_LOOKS = 4096

/** What ends long work that nobody waits for any more: it throws then. An `AbortSignal` is one. */
export type Stop = Pick<AbortSignal, 'throwIfAborted'>

/** A line of a list, without its end, and its number, the first being 1. */
export interface Line {
  readonly text: string
  readonly number: number
}

/**
 * The lines of a list; they end with LF or CR LF. Looks at each character once, whatever the text.
 * @param tooLong what to throw for the line of that number, which goes on beyond any sense
 * @param stop asked every few thousand lines
 */
export function* linesOf(
  text: string,
  tooLong: (problem: string, line: number) => Error,
  stop?: Stop,
): Generator<Line> {
  for (let start = 0, number = 1; start < text.length; number++) {
    if (number % LINES_BETWEEN_LOOKS === 0) stop?.throwIfAborted()
    const found = text.indexOf('\n', start)
    const end = found < 0 ? text.length : found
    if (end - start > MAX_LINE) throw tooLong(`it has ${end - start} characters, more than ${MAX_LINE}`, number)
    yield { text: text.slice(start, text[end - 1] === '\r' && end > start ? end - 1 : end), number }
    start = end + 1
  }
}

const isBlank = (character: string | undefined) => character !== undefined && character.trim() === ''

/**
 * Splits a line into its first word and the rest, both without blanks around; the word is empty where the line begins
 * with a blank or has nothing. No regular expression: one with two runs of blanks takes the square of their length.
 */
export function firstWord(line: string): [word: string, rest: string] {
  let end = 0
  while (end < line.length && !isBlank(line[end])) end++
  return [line.slice(0, end), line.slice(end).trim()]
}

/** Splits a line into its last word and what stands before it, which is empty where there is only one. */
export function lastWord(line: string): [before: string, word: string] {
  const trimmed = line.trimEnd()
  let start = trimmed.length
  while (start > 0 && !isBlank(trimmed[start - 1])) start--
  return [trimmed.slice(0, start).trimEnd(), trimmed.slice(start)]
}
