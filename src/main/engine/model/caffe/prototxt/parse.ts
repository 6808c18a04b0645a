import { invalid, type TextLocation } from './location.ts'
import { TextMessage, type Scalar } from './text-message.ts'
import { tokensOf, type Token } from './tokens.ts'

/** Caffe's own messages are five deep: what nests deeper is no network. */
const MAX_DEPTH = 32
/** A network of a thousand layers has some 200,000: more only fill the memory. */
const MAX_TOKENS = 1_000_000

/**
 * Parses protobuf's text format without a schema: what the fields mean is asked of the {@link TextMessage} later.
 * Source: https://protobuf.dev/reference/protobuf/textformat-spec
 * @param file for messages
 * @throws AcuityError `model-invalid` with the line that is wrong
 */
export function parsePrototxt(file: string, text: string): TextMessage {
  return new Parser(file, text).parse()
}

class Parser {
  readonly #file: string
  readonly #tokens: Generator<Token, void>
  #next: Token
  #taken = 0

  constructor(file: string, text: string) {
    this.#file = file
    this.#tokens = tokensOf(file, text)
    this.#next = this.#pull()
  }

  parse(): TextMessage {
    return this.#message('network', { file: this.#file, line: 1 }, 'end', 0)
  }

  #pull(): Token {
    const { value } = this.#tokens.next()
    return value ?? this.#next
  }

  #take(): Token {
    const token = this.#next
    this.#taken++
    if (this.#taken > MAX_TOKENS)
      throw invalid(token.location, `the text goes on after ${MAX_TOKENS} words and marks: this is no network.`)
    this.#next = this.#pull()
    return token
  }

  #isEnd(): boolean {
    return this.#next.kind === 'end'
  }

  #isMark(...marks: string[]): boolean {
    return this.#next.kind === 'mark' && marks.includes(this.#next.text)
  }

  /** Fields up to `end`: a closing mark, or the end of the file. */
  #message(name: string, location: TextLocation, end: string, depth: number): TextMessage {
    if (depth > MAX_DEPTH)
      throw invalid(location, `messages are nested more than ${MAX_DEPTH} deep: this is no network.`)
    const message = new TextMessage(name, location)
    while (!(end === 'end' ? this.#isEnd() : this.#isMark(end))) this.#field(message, depth)
    this.#take()
    return message
  }

  #field(message: TextMessage, depth: number): void {
    const { kind, text: name, location } = this.#take()
    if (kind === 'end')
      throw invalid(message.location, `${message.name} is not closed before the file ends: it may be cut off.`)
    if (kind !== 'word' || !/^[A-Za-z_]\w*$/.test(name))
      throw invalid(location, `the name of a field is missing before ${JSON.stringify(name)}.`)
    const colon = this.#isMark(':')
    if (colon) this.#take()
    if (this.#isMark('[')) this.#list(message, name, depth)
    else message.add(name, this.#value(name, colon, depth))
    if (this.#isMark(',', ';')) this.#take()
  }

  #list(message: TextMessage, name: string, depth: number): void {
    const { location } = this.#take()
    while (!this.#isMark(']')) {
      if (this.#isEnd()) throw invalid(location, 'this list is not closed before the file ends.')
      message.add(name, this.#value(name, true, depth))
      if (this.#isMark(',')) this.#take()
      else if (!this.#isMark(']') && !this.#isEnd())
        throw invalid(this.#next.location, `a comma is missing before ${this.#next.text}.`)
    }
    this.#take()
  }

  #value(name: string, colon: boolean, depth: number): Scalar | TextMessage {
    const { kind, text, location } = this.#take()
    if (kind === 'mark' && text === '{') return this.#message(name, location, '}', depth + 1)
    if (kind === 'mark' && text === '<') return this.#message(name, location, '>', depth + 1)
    if (!colon) throw invalid(location, `a colon is missing after ${name}.`)
    // Protobuf lets a sign stand apart from its number.
    if (kind === 'word' && text === '-' && this.#next.kind === 'word')
      return { text: `-${this.#take().text}`, quoted: false, location }
    if (kind === 'word') return { text, quoted: false, location }
    if (kind !== 'string') throw invalid(location, `the value of ${name} is missing before ${text}.`)
    // Strings that follow each other are one.
    let joined = text
    while (this.#next.kind === 'string') joined += this.#take().text
    return { text: joined, quoted: true, location }
  }
}
