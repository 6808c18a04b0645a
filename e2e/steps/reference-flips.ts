import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { FlipCell } from '../../src/shared/flips.ts'
import { sharedData } from '../../src/testing/shared-data.ts'
import { shortName } from './figures.ts'

/** One image, and how an independent program answered it with two networks: names of classes. */
export interface ReferenceFlip {
  /** The image's name, without its folder. */
  file: string
  truth: string
  first: string
  second: string
}

const Answer = z.object({
  file: z.string(),
  label: z.coerce.number(),
  rank: z.coerce.number(),
  top1: z.coerce.number(),
})
type Answer = z.infer<typeof Answer>

/** The images of two runs by how both were answered, as two of the reference files have it. */
export function referenceFlips(first: string, second: string): Record<FlipCell, ReferenceFlip[]> {
  const names = readFileSync(path.join(sharedData, 'synset_words.txt'), 'utf8')
    .split('\n')
    .map((line) => shortName(line.slice(line.indexOf(' ') + 1)))
  const name = (index: number) => names[index] ?? ''
  const flips: Record<FlipCell, ReferenceFlip[]> = {
    'both-right': [],
    lost: [],
    gained: [],
    'same-wrong': [],
    'different-wrong': [],
  }
  const others = new Map(readAnswers(second).map((answer) => [answer.file, answer]))
  for (const answer of readAnswers(first)) {
    const other = others.get(answer.file)
    if (!other) throw new Error(`${second} has no ${answer.file}`)
    const { file, label, top1 } = answer
    flips[cellOf(answer, other)].push({ file, truth: name(label), first: name(top1), second: name(other.top1) })
  }
  return flips
}

function cellOf(first: Answer, second: Answer): FlipCell {
  if (first.rank === 0) return second.rank === 0 ? 'both-right' : 'lost'
  if (second.rank === 0) return 'gained'
  return first.top1 === second.top1 ? 'same-wrong' : 'different-wrong'
}

/** The rows of one of the files, which have no quotes. */
function readAnswers(name: string): Answer[] {
  const text = readFileSync(path.join(sharedData, 'reference', `${name}.csv`), 'utf8')
  const [heads = [], ...rows] = text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','))
  return rows.map((cells) => Answer.parse(Object.fromEntries(heads.map((head, i) => [head, cells[i]]))))
}
