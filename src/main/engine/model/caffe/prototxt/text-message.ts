import { didYouMean } from './did-you-mean.ts'
import { invalid, type TextLocation } from './location.ts'

/** A value as it stands in the text. */
export interface Scalar {
  text: string
  quoted: boolean
  location: TextLocation
}

export interface UnknownField {
  field: string
  location: TextLocation
}

/**
 * A message in protobuf's text format. Its fields are read by the type that a caller expects of them; what is wrong
 * with one is said with its line.
 */
export class TextMessage {
  /** The name of the field that holds it. */
  readonly name: string
  readonly location: TextLocation
  readonly #fields = new Map<string, (Scalar | TextMessage)[]>()

  constructor(name: string, location: TextLocation) {
    this.name = name
    this.location = location
  }

  add(field: string, value: Scalar | TextMessage): void {
    const values = this.#fields.get(field)
    if (values) values.push(value)
    else this.#fields.set(field, [value])
  }

  /** As they stand in the text. */
  values(field: string): readonly (Scalar | TextMessage)[] {
    return this.#fields.get(field) ?? []
  }

  has(field: string): boolean {
    return this.#fields.has(field)
  }

  /** Whether a field is stated in quotes. */
  isQuoted(field: string): boolean {
    return (this.#fields.get(field) ?? []).some((value) => !(value instanceof TextMessage) && value.quoted)
  }

  /** The names of its fields, in the order in which they first stand there. */
  get fields(): string[] {
    return [...this.#fields.keys()]
  }

  /** Where a field first stands; where the message stands, if it has none of that name. */
  locationOf(field: string): TextLocation {
    return this.#fields.get(field)?.[0]?.location ?? this.location
  }

  /** A repeated message. */
  messages(field: string): TextMessage[] {
    return (this.#fields.get(field) ?? []).map((value) => {
      if (value instanceof TextMessage) return value
      throw invalid(value.location, `${field} is a message: its fields stand in braces.`)
    })
  }

  /** A message; one without fields where it is not stated. */
  message(field: string): TextMessage {
    return this.#single(field, this.messages(field)) ?? new TextMessage(field, this.location)
  }

  strings(field: string): string[] {
    return this.#scalars(field).map((scalar) => {
      if (scalar.quoted) return scalar.text
      throw wrong(scalar, field, 'a quoted text')
    })
  }

  string(field: string): string | undefined {
    return this.#single(field, this.strings(field))
  }

  /** Whole numbers, decimal, hexadecimal or octal. */
  integers(field: string): number[] {
    return this.#scalars(field).map((scalar) => {
      const value = scalar.quoted ? NaN : parseInteger(scalar.text)
      if (Number.isSafeInteger(value)) return value
      throw wrong(scalar, field, 'a whole number')
    })
  }

  integer(field: string): number | undefined {
    return this.#single(field, this.integers(field))
  }

  numbers(field: string): number[] {
    return this.#scalars(field).map((scalar) => {
      const value = scalar.quoted ? NaN : parseNumber(scalar.text)
      // Caffe computes with float32, in which a larger number is infinity.
      if (Number.isFinite(Math.fround(value))) return value
      throw wrong(scalar, field, 'a number')
    })
  }

  number(field: string): number | undefined {
    return this.#single(field, this.numbers(field))
  }

  flag(field: string): boolean | undefined {
    const flags = this.#scalars(field).map((scalar) => {
      if (/^(true|t|1)$/i.test(scalar.text) && !scalar.quoted) return true
      if (/^(false|f|0)$/i.test(scalar.text) && !scalar.quoted) return false
      throw wrong(scalar, field, 'true or false')
    })
    return this.#single(field, flags)
  }

  /** An enum's value, by its name or (as protobuf permits) its number: `names` maps the one to the other. */
  choice<Name extends string>(field: string, names: Readonly<Record<Name, number>>): Name | undefined {
    const choices = Object.entries<number>(names) as [Name, number][]
    const values = this.#scalars(field).map((scalar) => {
      const found = choices.find(([name, number]) => scalar.text === name || scalar.text === String(number))
      if (found && !scalar.quoted) return found[0]
      throw wrong(scalar, field, `one of ${choices.map(([name]) => name).join(', ')}`)
    })
    return this.#single(field, values)
  }

  /** @throws AcuityError `model-invalid` for a field that is none of these: it may change what the layer computes */
  allowOnly(known: ReadonlySet<string>): void {
    const field = this.fields.find((name) => !known.has(name))
    if (field !== undefined) this.#refuse(field, known)
  }

  /**
   * The fields that are none of these, for a message on which no answer depends.
   * @throws AcuityError `model-invalid` for one that is nearly one of these: it may be misspelt; `scale_h` is no `scale`
   */
  unknown(known: ReadonlySet<string>): UnknownField[] {
    const others = this.fields.filter((name) => !known.has(name))
    const isAnother = (name: string) => [...known].some((each) => name.startsWith(`${each}_`))
    const misspelt = others.find((name) => !isAnother(name) && didYouMean(name, known) !== '')
    if (misspelt !== undefined) this.#refuse(misspelt, known)
    return others.map((field) => ({ field, location: this.locationOf(field) }))
  }

  #refuse(field: string, known: ReadonlySet<string>): never {
    throw invalid(
      this.locationOf(field),
      `${this.name} has the field ${field}, which Acuity does not know.${didYouMean(field, known)} Remove it if it matters ` +
        'for training only, or convert the network to ONNX with the tool that it was made for.',
    )
  }

  #scalars(field: string): Scalar[] {
    return (this.#fields.get(field) ?? []).map((value) => {
      if (!(value instanceof TextMessage)) return value
      throw invalid(value.location, `${field} is a single value, and no message in braces.`)
    })
  }

  #single<T>(field: string, values: readonly T[]): T | undefined {
    if (values.length > 1)
      throw invalid(this.locationOf(field), `${field} stands ${values.length} times where one is expected.`)
    return values[0]
  }
}

function wrong({ text, quoted, location }: Scalar, field: string, expected: string) {
  const found = quoted ? JSON.stringify(text.slice(0, 80)) : text.slice(0, 80)
  return invalid(location, `${field} must be ${expected}, and is ${found}.`)
}

function parseInteger(text: string): number {
  const [, sign, digits = ''] = /^(-?)(.*)$/.exec(text) ?? []
  const value = /^0[0-7]+$/.test(digits)
    ? Number.parseInt(digits, 8)
    : /^(\d+|0[xX][0-9a-fA-F]+)$/.test(digits)
      ? Number(digits)
      : NaN
  return sign === '-' ? -value : value
}

function parseNumber(text: string): number {
  return /^-?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?[fF]?$/.test(text) ? Number(text.replace(/[fF]$/, '')) : NaN
}
