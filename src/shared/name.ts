import { z } from 'zod'
import { AcuityError } from './errors.ts'

/** Control characters, ends of lines, halves of characters, and what turns the direction of the text around it. */
const UNSAFE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu

/** The number that a text is read as wherever something is referred to, as in `3`, `03`, `+3` and `3.0`; else null. */
export function numberIn(text: string): number | null {
  const plain = text.normalize('NFKC').replace(INVISIBLE, '').trim()
  const value = Number(plain)
  return plain === '' || !Number.isFinite(value) ? null : value
}

/** What a run or a dataset may be called by a person. A number always stands for an id: no name may look like one. */
export const Name = z
  .string()
  .refine((text) => text.search(UNSAFE) < 0, 'A name holds no line breaks and no control characters.')
  .trim()
  .refine((text) => VISIBLE.test(text), 'A name needs a character that can be seen.')
  .refine((text) => numberIn(text) === null, 'A number always stands for an id: choose a name that is none.')

/**
 * A name made of that of a file or folder, which may be called anything.
 * @param around what the folder around it is called: it goes in front of what would be no name by itself
 * @param what stands in front where even that is none, as for a folder `5` at the root
 */
export function nameFrom(own: string, around: string, what: string): string {
  const [plain, outer] = [own, around].map((text) => text.replace(UNSAFE, ' ').trim())
  const names = [plain, ...[outer, what].map((front) => [front, plain].filter(Boolean).join('-'))]
  return names.find((name) => name !== undefined && Name.safeParse(name).success) ?? what
}

/** The first of `name (2)`, `name (3)`, and so on that is not taken. */
export function numberedName(taken: ReadonlySet<string>, name: string): string {
  for (let number = 2; ; number++) if (!taken.has(`${name} (${number})`)) return `${name} (${number})`
}

/**
 * Which of several is referred to: the one of that id where it is a number, also as text, else the one of that name.
 * Versions before this one also let numbers be names: those still count where no other has that id.
 * @throws AcuityError `invalid-input` where a number is the id of one and the name of another
 */
export function findReferred<T extends { id: number; name: string }>(
  kind: string,
  all: readonly T[],
  reference: number | string,
): T | undefined {
  if (typeof reference === 'number') return all.find((each) => each.id === reference)
  const text = reference
  const id = numberIn(text)
  const numbered = id === null ? undefined : all.find((each) => each.id === id)
  const named = all.find(({ name }) => name === text)
  if (numbered && named && numbered !== named)
    throw new AcuityError(
      'invalid-input',
      `${text} is the id of the ${kind} ${numbered.name}, and also what ${kind} ${named.id} is called: ` +
        `name the first by its name, the second as ${named.id}.`,
    )
  return numbered ?? named
}
