import { Buffer } from 'node:buffer'
import { invalid, type Place } from './place.ts'

/** A piece of protobuf's text format: a name, number or enum value, a quoted string, a mark, or the end of the file. */
export interface Token {
  kind: 'word' | 'string' | 'mark' | 'end'
  text: string
  place: Place
}

const BLANK = /[ \t\r\v\f]+|#[^\n]*/y
const WORD = /[\w.+-]+/y
const MARK = /[{}<>[\]:,;]/y

/**
 * Cuts a file in protobuf's text format into tokens; comments and white space lie between them.
 * @throws AcuityError `model-invalid` with the line of what is no token
 */
export function* tokensOf(file: string, text: string): Generator<Token, void> {
  let at = 0
  let line = 1
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match) at = pattern.lastIndex
    return match
  }
  while (at < text.length) {
    if (text[at] === '\n') {
      at++
      line++
      continue
    }
    if (take(BLANK)) continue
    const place = { file, line }
    const quote = findClosingQuote(text, at)
    if (quote !== undefined) {
      yield { kind: 'string', text: unescape(text.slice(at + 1, quote), place), place }
      at = quote + 1
      continue
    }
    const mark = take(MARK)
    const word = mark ? null : take(WORD)
    if (mark) yield { kind: 'mark', text: mark[0], place }
    else if (word) yield { kind: 'word', text: word[0], place }
    else throw invalid(place, describeStray(text[at] ?? ''))
  }
  yield { kind: 'end', text: 'the end of the file', place: { file, line } }
}

/**
 * Where the quoted text that begins at `start` ends; undefined where none begins there, or its line ends first. No regular
 * expression does this: on a string of megabytes it would exhaust its stack.
 */
function findClosingQuote(text: string, start: number): number | undefined {
  const quote = text[start]
  if (quote !== '"' && quote !== "'") return undefined
  for (let at = start + 1; at < text.length && text[at] !== '\n'; at++) {
    if (text[at] === quote) return at
    if (text[at] === '\\' && text[at + 1] !== '\n') at++
  }
  return undefined
}

function describeStray(character: string): string {
  if (character === '"' || character === "'") return 'a quoted text does not end on its line: close the quote.'
  return `${JSON.stringify(character)} does not belong here: this is no network in Caffe's text format, or it is damaged.`
}

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', a: '\x07', b: '\b', f: '\f', v: '\v' }

/**
 * C's escapes, as protobuf has them. They stand for bytes rather than letters: protobuf prints a letter outside ASCII as the
 * octal numbers of its UTF-8.
 */
function unescape(text: string, place: Place): string {
  if (!text.includes('\\')) return text
  const bytes = Buffer.from(text).toString('latin1')
  const unescaped = bytes.replace(/\\([0-7]{1,3}|[xX][0-9a-fA-F]{1,2}|.)/g, (_, code: string) => {
    if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8) & 0xff)
    if (/^[xX]./.test(code)) return String.fromCharCode(Number.parseInt(code.slice(1), 16))
    if (/^[xX]/.test(code)) throw invalid(place, 'the escape \\x is followed by no hexadecimal digit.')
    return ESCAPES[code] ?? code
  })
  return Buffer.from(unescaped, 'latin1').toString()
}
