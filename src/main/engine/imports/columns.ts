import type { OutputKind } from '../../../shared/output-kind.ts'
import { columnOf, NAMES, type ClassLookup } from '../dataset/index.ts'
import type { ImportFile } from './import-file.ts'

/** What the columns of a table hold, each by its place. */
export interface Columns {
  /** Of the images' names; null where no column is called so. */
  name: number | null
  /** Of the true classes; null where there is none. */
  truth: number | null
  /** Of the best classes, the best first; none where the scores of all classes are there. One may hold a list. */
  classes: readonly number[]
  /** Of the scores: of the best classes, or of all. */
  scores: readonly number[]
  /** What their heading says that these are. */
  scoresAre: OutputKind | undefined
  /** Of all scores, the outputs or classes that columns are of; null where the first is the first output. */
  outputs: { are: 'outputs' | 'classes'; of: readonly number[] } | null
}

/** Without marks, in small letters; numbers behind a name count columns of a kind. */
const BEST = ['top', 'pred', 'prediction', 'predicted', 'predictedclass', 'predclass', 'topclass', 'ypred']
const INDICES = ['index', 'idx', 'classindex', 'classidx']
const LABEL = ['label', 'labels', 'class', 'classname']
const TRUTH = ['target', 'truth', 'groundtruth', 'truelabel', 'trueclass', 'gt', 'y', 'ytrue']
const PROBABILITIES = ['p', 'prob', 'probs', 'probability', 'probabilities', 'confidence', 'conf', 'yprob', 'yproba']
const LOGITS = ['logit', 'logits']
const SCORES = ['score', 'scores', 'yscore', 'output', 'outputs', 'class', 'c', '']

/** Columns that are called alike but for a number, in its order; one alone may have none. */
interface Family {
  columns: number[]
  numbers: number[]
}

/**
 * Tells what a table's columns hold by their headings: those of timm's inference.py (`filename, index_0…, label_0…, prob_0…`), of
 * Acuity's own report of images, and the plain ones that docs/formats.md lists.
 * @throws AcuityError `import-invalid` where none holds answers
 */
export function columnsOf(headings: readonly string[], file: ImportFile, lookup: ClassLookup): Columns {
  const families = familiesOf(headings)
  const first = (stems: readonly string[]) => stems.map((stem) => families.get(stem)).find((each) => each)
  const found = columnOf(headings, NAMES)
  const name = found < 0 ? null : found
  const probabilities = first(PROBABILITIES)
  const scores = probabilities ?? first(LOGITS)
  const scoresAre = scores && (probabilities ? 'probabilities' : 'logits')
  const best = first(BEST)
  // With fewer columns than scores, it is beside the scores of all classes and tells the true class.
  const answered = [first(INDICES), ...LABEL.map((stem) => families.get(stem))].find(
    (each) => each && each.columns.length >= (scores?.columns.length ?? 1) && !isOfScores(each),
  )
  const classes = best ?? answered
  const stated = first(TRUTH) ?? (classes && classes !== best ? undefined : families.get('label'))
  const truth = stated?.columns.length === 1 ? (stated.columns[0] ?? null) : null
  if (classes) return { name, truth, classes: classes.columns, scores: scores?.columns ?? [], scoresAre, outputs: null }
  const all = scores ?? first(SCORES)
  if (all && (all.columns.length > 1 || scores))
    return { name, truth, classes: [], scores: all.columns, scoresAre, outputs: numbered(all) }
  const rest = headings.flatMap((heading, at) =>
    at === name || at === truth ? [] : [{ at, label: lookup.label(heading) }],
  )
  const ofClasses = rest.flatMap(({ at, label: index }) => (typeof index === 'number' ? [{ at, index }] : []))
  if (ofClasses.length > 1 && ofClasses.length === rest.length)
    return {
      ...{ name, truth, classes: [], scores: ofClasses.map(({ at }) => at), scoresAre: undefined },
      outputs: { are: 'classes', of: ofClasses.map(({ index }) => index) },
    }
  throw file.invalid(
    'line 1',
    `no column is called as those that hold answers: "${headings.join(',').slice(0, 200)}". Best classes are called top1, top2, … or ` +
      'index_0, index_1, …, with p1, … or prob_0, …; scores of all classes logit_0, … or prob_0, …, or by the ids of the classes',
  )

  /** `class_0, class_1, …` are scores of classes; `class` alone is what was answered. */
  function isOfScores(family: Family): boolean {
    return family === families.get('class') && family.columns.length > 1
  }
}

function familiesOf(headings: readonly string[]): Map<string, Family> {
  const families = new Map<string, { column: number; number: number }[]>()
  for (const [column, heading] of headings.entries()) {
    const [, before = '', digits = ''] = /^(.*?)(\d*)$/s.exec(heading.trim()) ?? []
    const stem = before.toLowerCase().replaceAll(/[^a-z]/g, '')
    if (stem === '' && digits === '') continue
    families.set(stem, [...(families.get(stem) ?? []), { column, number: Number(digits) }])
  }
  return new Map(
    [...families].map(([stem, members]) => {
      const ordered = members.toSorted((a, b) => a.number - b.number)
      return [stem, { columns: ordered.map(({ column }) => column), numbers: ordered.map(({ number }) => number) }]
    }),
  )
}

const numbered = ({ numbers }: Family): Columns['outputs'] =>
  numbers.length === 1 ? null : { are: 'outputs', of: numbers }
