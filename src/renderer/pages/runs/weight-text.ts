import type { DeletionWeight } from '../../../shared/shelf.ts'
import { counted } from '../../lib/format.ts'

/** What goes when some runs are deleted, and what stays. */
export function weightText({ things, answers }: Pick<DeletionWeight, 'things' | 'answers'>): string {
  const others = things.filter(({ kind }) => kind !== 'run').map(({ kind, name }) => `${kind} ${name}`)
  const along = [counted(answers, 'answer'), ...others].join(', ')
  return `With them go ${along}, and their notes and tags. Images and models stay. Undo brings all back, for a day.`
}
