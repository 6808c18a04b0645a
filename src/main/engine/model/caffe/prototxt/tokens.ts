import { Buffer } from 'node:buffer'
import { invalid, type TextLocation } from './location.ts'

/** A piece of protobuf's text format: a name, number or enum value, a quoted string, a mark, or the end of the file. */
export interface Token {
  kind: 'word' | 'string' | 'mark' | 'end'
  text: string
  location: TextLocation
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
    const location = { file, line }
    const quote = findClosingQuote(text, at)
    if (quote !== undefined) {
      yield { kind: 'string', text: unescape(text.slice(at + 1, quote), location), location }
      at = quote + 1
      continue
    }
    const mark = take(MARK)
    const word = mark ? null : take(WORD)
    if (mark) yield { kind: 'mark', text: mark[0], location }
    else if (word) yield { kind: 'word', text: word[0], location }
    else throw invalid(location, describeStray(text[at] ?? ''))
  }
  yield { kind: 'end', text: 'the end of the file', location: { file, line } }
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

const BACKSLASH = 0x5c
const LETTERS = 'nrtabfvxX'
const MEANINGS = '\n\r\t\x07\b\f\v'

/**
 * C's escapes, as protobuf has them. They stand for bytes rather than letters: protobuf prints a letter outside ASCII as the
 * octal numbers of its UTF-8. Done by hand, since a regular expression takes a microsecond for each of millions.
 */
function unescape(text: string, location: TextLocation): string {
  if (!text.includes('\\')) return text
  const bytes = Buffer.from(text)
  let length = 0
  for (let at = 0; at < bytes.length;) {
    const byte = bytes[at++] ?? 0
    if (byte !== BACKSLASH) {
      bytes[length++] = byte
      continue
    }
    const code = String.fromCharCode(bytes[at] ?? 0)
    const letter = LETTERS.indexOf(code)
    if (letter >= MEANINGS.length) {
      const [value, end] = readDigits(bytes, at + 1, 2, 16)
      if (end === at + 1) throw invalid(location, 'the escape \\x is followed by no hexadecimal digit.')
      bytes[length++] = value
      at = end
    } else if (code >= '0' && code <= '7') {
      const [value, end] = readDigits(bytes, at, 3, 8)
      bytes[length++] = value
      at = end
    } else {
      bytes[length++] = letter < 0 ? (bytes[at] ?? 0) : MEANINGS.charCodeAt(letter)
      at++
    }
  }
  return bytes.toString('utf8', 0, length)
}

/** A number of at most `most` digits, and where it ends. */
function readDigits(bytes: Buffer, start: number, most: number, radix: number): [value: number, end: number] {
  let value = 0
  let at = start
  for (; at < Math.min(start + most, bytes.length); at++) {
    const digit = Number.parseInt(String.fromCharCode(bytes[at] ?? 0), radix)
    if (Number.isNaN(digit)) break
    value = value * radix + digit
  }
  return [value, at]
}
