import { z } from 'zod'
import { messageOf, remediesOf } from './errors.ts'
import { Remedies, Remedy, withRemedies } from './remedy.ts'

/** A sentence or a few for people, and what can be done about it, for each door to word. */
const Advised = z.strictObject({ message: z.string(), remedies: Remedies })

/** Text where nothing is to be done, and where earlier versions recorded it. */
export const Advice = z.union([z.string(), Advised])
export type Advice = z.infer<typeof Advice>

/** A sentence or a few, with what can be done about it where that is known. */
export const advice = (message: string, remedies: readonly Remedy[]): Advice =>
  remedies.length === 0 ? message : { message, remedies: [...remedies] }

/** The same with other words for what is the matter. */
export function reworded(advice: Advice, words: (message: string) => string): Advice {
  return typeof advice === 'string' ? words(advice) : { ...advice, message: words(advice.message) }
}

/** What is the matter, without what can be done about it: for what is handed on, and read elsewhere. */
export function messageOfAdvice(advice: Advice): string {
  return typeof advice === 'string' ? advice : advice.message
}

export function remediesOfAdvice(advice: Advice): readonly Remedy[] {
  return typeof advice === 'string' ? [] : advice.remedies
}

/** What a door says of errors and advice: what is the matter, and what to do about it in the door's words for a remedy. */
export const wordedBy = (word: (remedy: Remedy) => string) => ({
  wordError: (error: unknown) => withRemedies(messageOf(error), remediesOf(error), word),
  wordAdvice: (advice: Advice) => withRemedies(messageOfAdvice(advice), remediesOfAdvice(advice), word),
})

/** Whether a value of unknown shape is advice with remedies, all of which are known. */
export const isAdvised = (value: unknown): value is Exclude<Advice, string> => KnownAdvice.safeParse(value).success

const KnownAdvice = z.strictObject({ message: z.string(), remedies: z.array(Remedy) })
