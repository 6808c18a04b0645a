import { AcuityError } from '../../../../../shared/errors.ts'

/** Where something stands in a text file. */
export interface Place {
  file: string
  line: number
}

/** What is wrong at a place of a network's text, and what to do about it. */
export function invalid({ file, line }: Place, problem: string): AcuityError {
  return new AcuityError('model-invalid', `${file}:${line}: ${problem}`)
}
