import { AcuityError } from '../../../shared/errors.ts'
import type { Head } from './heads.ts'

/** What is known beside the graph of the output that is wanted. */
export interface Wanted {
  /** Its name. */
  output?: string | undefined
  /** Classes of the dataset. */
  classes?: number | undefined
}

/** The output that is taken. */
export interface Choice {
  head: Head
  /** Why, as people read it: `the only output that holds scores`. */
  reason: string
  /** Others that are as good, as far as can be told. */
  alike: Head[]
}

/** The outputs of auxiliary classifiers as people call them: `aux`, `aux_logits`, `InceptionV3/AuxLogits`. */
const AUXILIARY = /(?<![a-z])aux|Aux|AUX/

/**
 * Chooses the output that a network is taken to answer with: the one that was asked for, else the one with as many
 * scores as there are classes (or one more, or one fewer); of several, one that is no auxiliary classifier: by its name,
 * and by how many layers lead to it.
 * @param heads at least one
 * @throws AcuityError `model-invalid` where there is none of the wanted name
 */
export function chooseHead(file: string, heads: readonly Head[], { output, classes }: Wanted): Choice {
  if (output !== undefined) return { head: named(file, heads, output), reason: 'as asked for', alike: [] }
  const ranks = heads.map((head) => ({ head, rank: rankOf(head, classes) }))
  const [best, second] = ranks.toSorted((a, b) => compare(a.rank, b.rank))
  if (!best) throw new Error(`${file} has no output to choose`)
  const { head, rank } = best
  const alike = ranks.filter((other) => other !== best && compare(other.rank, rank) === 0).map(({ head }) => head)
  const reason = second ? `of ${heads.length} outputs ${advantage(best, second, classes)}` : 'the only one with scores'
  return { head, alike: alike.filter(({ layer }) => layer !== head.layer), reason: withRanking(head, reason) }
}

/** What decides between outputs, the first difference first: lower is better. */
type Rank = readonly [misfit: number, unstated: number, auxiliary: number, shallowness: number, behind: number]

function rankOf({ name, outputs, isStated, depth, behind }: Head, classes: number | undefined): Rank {
  return [misfit(outputs, classes), Number(!isStated), Number(AUXILIARY.test(name)), -depth, Number(behind !== null)]
}

function compare(a: Rank, b: Rank): number {
  return a.map((value, i) => value - (b[i] ?? 0)).find((difference) => difference !== 0) ?? 0
}

/** Numbers of scores from the best to the worst; where the classes are not known, all are alike. */
const FITS = [
  'as many as there are classes',
  'one more than classes',
  'one fewer than classes',
  'open',
  'others',
] as const

function misfit(outputs: number | null, classes: number | undefined): number {
  if (classes === undefined) return 0
  const fit = outputs === null ? 'open' : (FITS[[classes, classes + 1, classes - 1].indexOf(outputs)] ?? 'others')
  return FITS.indexOf(fit)
}

interface Ranked {
  head: Head
  rank: Rank
}

/** What the best has over the second: `the one with 1000 scores, as many as there are classes`. */
function advantage(best: Ranked, second: Ranked, classes: number | undefined): string {
  const { head, rank } = best
  const decisive = rank.findIndex((value, i) => value !== second.rank[i])
  const advantages = [
    head.outputs === null
      ? `the one whose number of scores is open, and may be that of the ${classes} classes`
      : `the one with ${head.outputs} scores, ${FITS[rank[0]]}`,
    'the one whose shape is stated',
    'the one that is not called auxiliary',
    'the one that most layers lead to',
    'the one that is no ranking',
  ]
  return advantages[decisive] ?? (second.head.layer === head.layer ? 'the first of one layer' : 'the first')
}

function withRanking({ behind }: Head, reason: string): string {
  return behind === null ? reason : `${reason}; ${behind.by} makes the output ${behind.output} of it`
}

function named(file: string, heads: readonly Head[], output: string): Head {
  const head = heads.find(({ name }) => name === output)
  if (head) return head
  const names = heads.map(({ name, outputs }) => `${name}${outputs === null ? '' : ` (${outputs} scores)`}`).join(', ')
  const ranking = heads.find(({ behind }) => behind?.output === output)
  if (ranking)
    throw new AcuityError(
      'model-invalid',
      `${file}: the output ${output} is what ${ranking.behind?.by} makes of the scores, and no score of each class.`,
      { remedies: [{ do: 'set', values: { output: ranking.name } }] },
    )
  throw new AcuityError(
    'model-invalid',
    `${file}: no output ${output} of the model holds scores. Those that do: ${names}.`,
    { remedies: [{ do: 'change', option: 'output', to: 'another' }] },
  )
}
