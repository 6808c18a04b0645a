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
const STRING = /"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'/y

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
    const string = take(STRING)
    const mark = string ? null : take(MARK)
    const word = (string ?? mark) ? null : take(WORD)
    if (string) yield { kind: 'string', text: unescape(string[1] ?? string[2] ?? '', place), place }
    else if (mark) yield { kind: 'mark', text: mark[0], place }
    else if (word) yield { kind: 'word', text: word[0], place }
    else throw invalid(place, describeStray(text[at] ?? ''))
  }
  yield { kind: 'end', text: 'the end of the file', place: { file, line } }
}

function describeStray(character: string): string {
  if (character === '"' || character === "'") return 'a quoted text does not end on its line: close the quote.'
  return `${JSON.stringify(character)} does not belong here: this is no network in Caffe's text format, or it is damaged.`
}

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', a: '\x07', b: '\b', f: '\f', v: '\v' }

/** C's escapes, as protobuf has them. */
function unescape(text: string, place: Place): string {
  return text.replace(/\\([0-7]{1,3}|[xX][0-9a-fA-F]{1,2}|.)/g, (_, code: string) => {
    if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8))
    if (/^[xX]./.test(code)) return String.fromCharCode(Number.parseInt(code.slice(1), 16))
    if (/^[xX]/.test(code)) throw invalid(place, 'the escape \\x is followed by no hexadecimal digit.')
    return ESCAPES[code] ?? code
  })
}
