import { z } from 'zod'
import { AcuityError } from '../../../../shared/errors.ts'

/** A value is shown as far as a line has room for it. */
const SHOWN = 60

const Content = z.record(z.string(), z.unknown())

/** What a JSON file says, each key checked as it is asked for. */
export class Stated {
  readonly file: string
  readonly #content: Readonly<Record<string, unknown>>

  /**
   * @param file what messages call it
   * @throws AcuityError `recipe-invalid` for anything but an object
   */
  constructor(content: unknown, file: string) {
    const parsed = Content.safeParse(content)
    if (!parsed.success) throw new AcuityError('recipe-invalid', `${file} is no JSON object.`)
    this.file = file
    this.#content = parsed.data
  }

  /** Undefined where the key is missing or null, as Python's libraries write what was not set. */
  value(key: string): unknown {
    return Object.hasOwn(this.#content, key) ? (this.#content[key] ?? undefined) : undefined
  }

  /**
   * The value of a key, if there is one.
   * @param expected what it has to be, as a part of a sentence
   * @throws AcuityError `recipe-invalid` where it is something else
   */
  get<T>(key: string, schema: z.ZodType<T>, expected: string): T | undefined {
    const value = this.value(key)
    if (value === undefined) return undefined
    const parsed = schema.safeParse(value)
    return parsed.success ? parsed.data : this.refuse(key, `where ${expected} is expected`)
  }

  flag(key: string): boolean | undefined {
    return this.get(key, z.boolean(), 'true or false')
  }

  /**
   * @param why as the end of a sentence that begins with the key and its value
   * @throws AcuityError `recipe-invalid`, always
   */
  refuse(key: string, why: string): never {
    const text = JSON.stringify(this.value(key) ?? null)
    const shown = text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text
    throw new AcuityError('recipe-invalid', `${this.file}: ${key} is ${shown}, ${why}.`)
  }
}
