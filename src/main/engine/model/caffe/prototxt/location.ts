import { AcuityError } from '../../../../../shared/errors.ts'
import type { Remedy } from '../../../../../shared/remedy.ts'

/** Where something stands in a text file. */
export interface TextLocation {
  file: string
  line: number
}

/** Room for any name and list in a real network; a damaged one may have names of megabytes. */
const LONGEST = 2000

/** What is wrong somewhere in a network's text, and what to do about it. */
export function invalid({ file, line }: TextLocation, problem: string, remedies?: readonly Remedy[]): AcuityError {
  const said = problem.length > LONGEST ? `${problem.slice(0, LONGEST / 2)} … ${problem.slice(-LONGEST / 2)}` : problem
  return new AcuityError('model-invalid', `${file}:${line}: ${said}`, remedies ? { remedies } : {})
}
