import type { OutputKind } from '../../../shared/output-kind.ts'
import { counted } from '../../../shared/text.ts'
import { idsOf, type ClassLookup } from '../dataset/index.ts'
import { defaultOffset } from '../eval/index.ts'
import { ScoredAnswers, type Answer } from './answers.ts'
import { MOST_CLASSES, type Mapping } from './best-scores.ts'
import { elementsOf, scoreIn, wholeIn, type Cell } from './cells.ts'
import { columnsOf, type Columns } from './columns.ts'
import type { ImportFile } from './import-file.ts'

/** What is said of a file beside what it says itself. */
export interface Told {
  lookup: ClassLookup
  outputKind?: OutputKind | undefined
  classOffset?: number | undefined
  /** Whether its rows are the dataset's images in the order of their paths: then they need no names. */
  inOrder: boolean
}

/** All that a file says. */
export interface ReadAnswers {
  answers: Answer[]
  /** Null where there are no scores. */
  outputKind: OutputKind | null
  outputKindReason: string | null
  /** Scores of each image; null where its best classes are there alone. */
  outputs: number | null
  classOffset: number
  warnings: string[]
  /** Of answers whose names are numbers from 0: of the images in which order. */
  numbered?: 'paths' | 'names'
}

/** Probabilities are written with few decimals, at times. */
const ROUNDING = 1e-6

/**
 * The offset between outputs and classes.
 * @throws AcuityError `import-invalid` where they do not fit and nobody says how
 */
export function settleOffset(file: ImportFile, outputs: number, { lookup, classOffset }: Told): number {
  const classes = lookup.size
  if (classOffset !== undefined) {
    if (outputs + classOffset > 0 && classOffset < classes) return classOffset
    throw file.invalid(
      '',
      `with a class offset of ${classOffset} none of its ${outputs} scores is of one of the ${classes} classes`,
      [{ do: 'change', option: 'classOffset', to: 'another' }],
    )
  }
  if (outputs === classes || outputs === classes + 1) return defaultOffset(outputs, classes)
  throw file.invalid(
    '',
    `it has ${outputs} scores of each image, and the dataset ${counted(classes, 'class', 'classes')}`,
    [
      { do: 'choose-another', what: 'dataset' },
      { do: 'state', option: 'classOffset' },
    ],
  )
}

/** Reads a table row by row, whatever it comes from. */
export class TableReader {
  readonly #file
  readonly #told
  readonly #columns: Columns
  readonly #headings
  readonly #best: Answer[] = []
  #scored: { answers: ScoredAnswers; scores: Float64Array; offset: number } | null = null
  #rows = 0

  /** @throws AcuityError `import-invalid` */
  constructor(headings: readonly string[], file: ImportFile, told: Told) {
    this.#file = file
    this.#told = told
    this.#headings = headings
    this.#columns = columnsOf(headings, file, told.lookup)
    if (this.#columns.name === null && !told.inOrder)
      throw file.invalid(
        'line 1',
        `no column is called as one that names images ("file", "filename", "image", …): "${headings.join(',').slice(0, 200)}"`,
        [{ do: 'import-as', how: 'in-order' }],
      )
  }

  /** @throws AcuityError `import-invalid` with what is wrong and where */
  add(cells: readonly Cell[], where: string): void {
    if (cells.length !== this.#headings.length)
      throw this.#file.invalid(
        where,
        `it has ${counted(cells.length, 'cell')} where the first line has ${this.#headings.length}`,
        [{ do: 'import-as', how: 'copied-again' }],
      )
    const { name, truth, classes } = this.#columns
    const row = {
      name: this.#told.inOrder || name === null ? String(this.#rows) : copied(this.#text(cells, name)),
      where,
      label: truth === null ? null : this.#label(this.#text(cells, truth), where),
    }
    if (row.name === '') throw this.#file.invalid(where, 'it names no image')
    if (classes.length > 0) this.#best.push(this.#bestOf(cells, row))
    else this.#score(cells, row)
    this.#rows++
  }

  finish(): ReadAnswers {
    if (this.#rows === 0) throw this.#file.invalid('', 'it has no row')
    if (this.#scored) {
      const { answers, scores, offset } = this.#scored
      const { outputKind, reason, answers: all } = answers.finish()
      return {
        answers: all,
        outputKind,
        outputKindReason: reason,
        outputs: scores.length,
        classOffset: offset,
        warnings: [],
      }
    }
    const isWithout = this.#best.every(({ probabilities }) => probabilities === null)
    const lacking = this.#best.find(({ classes, probabilities }) => classes.length > 0 && probabilities === null)
    if (!isWithout && lacking) throw this.#file.invalid(lacking.where, 'it has no probability, where others have one')
    const isOfLogits = this.#columns.scores.length > 0 && this.#scoresAre === 'logits'
    const warnings = isWithout && isOfLogits ? [NO_SOFTMAX] : []
    return {
      ...{ answers: this.#best, outputs: null, classOffset: this.#told.classOffset ?? 0, warnings },
      ...(isWithout
        ? { outputKind: null, outputKindReason: null }
        : { outputKind: 'probabilities', outputKindReason: 'as it is said' }),
    }
  }

  #text(cells: readonly Cell[], column: number): string {
    const cell = cells[column] ?? ''
    return typeof cell === 'string' ? cell.trim() : cell.join(' ')
  }

  #elements(cells: readonly Cell[], columns: readonly number[]): readonly string[] {
    return columns.length === 1
      ? elementsOf(cells[columns[0] ?? 0] ?? '')
      : columns.map((column) => this.#text(cells, column))
  }

  #bestOf(cells: readonly Cell[], row: Pick<Answer, 'name' | 'where' | 'label'>): Answer {
    const { where } = row
    const written = withoutEnd(this.#elements(cells, this.#columns.classes))
    const texts = withoutEnd(this.#elements(cells, this.#columns.scores))
    // Acuity's own report has columns for them, which are empty where a run knows none.
    const isWithout = texts.length === 0 || this.#scoresAre === 'logits'
    if (!isWithout && texts.length !== written.length)
      throw this.#file.invalid(where, `it has ${written.length} classes and ${texts.length} probabilities`)
    const kept: { index: number; probability: number }[] = []
    let before = 1
    for (const [place, word] of written.slice(0, MOST_CLASSES).entries()) {
      const index = this.#class(word, where)
      const probability = isWithout ? 0 : this.#probability(texts[place] ?? '', where)
      if (probability > before + ROUNDING)
        throw this.#file.invalid(where, `its probabilities do not descend: ${probability} comes after ${before}`)
      if (!isWithout) before = probability
      if (index === null) continue
      if (kept.some((other) => other.index === index)) throw this.#file.invalid(where, `it has class ${index} twice`)
      kept.push({ index, probability })
    }
    const classes = kept.map(({ index }) => index)
    return { ...row, classes, probabilities: isWithout ? null : kept.map(({ probability }) => probability) }
  }

  get #scoresAre(): OutputKind | undefined {
    return this.#told.outputKind ?? this.#columns.scoresAre
  }

  #score(cells: readonly Cell[], row: Pick<Answer, 'name' | 'where' | 'label'>): void {
    const texts = this.#elements(cells, this.#columns.scores)
    const { answers, scores } = (this.#scored ??= this.#beginScores(texts.length))
    if (texts.length !== scores.length)
      throw this.#file.invalid(row.where, `it has ${texts.length} scores where others have ${scores.length}`)
    for (let k = 0; k < texts.length; k++) {
      const score = scoreIn(texts[k] ?? '')
      if (score === null) throw this.#file.invalid(row.where, `"${(texts[k] ?? '').slice(0, 80)}" is no score`)
      scores[k] = score
    }
    answers.add(row, scores)
  }

  #beginScores(count: number) {
    const { outputs } = this.#columns
    const { lookup } = this.#told
    let offset = 0
    let classOf: Mapping['classOf']
    if (outputs?.are === 'classes') {
      const { of } = outputs
      if (new Set(of).size !== of.length) throw this.#file.invalid('line 1', 'two columns are of one class')
      classOf = (k) => of[k] ?? -1
    } else {
      offset = settleOffset(this.#file, count, this.#told)
      const first = this.#firstOutput(outputs?.of ?? [0])
      classOf = (k) => k + first + offset
    }
    const answers = new ScoredAnswers(this.#file, { classOf, classes: lookup.size }, this.#scoresAre)
    return { answers, scores: new Float64Array(count), offset }
  }

  /** Numbers of columns are those of outputs, without a gap. */
  #firstOutput(numbers: readonly number[]): number {
    const [first = 0] = numbers
    const gap = numbers.findIndex((number, i) => number !== first + i)
    if (gap > 0)
      throw this.#file.invalid(
        'line 1',
        `its columns of scores are not numbered one by one: ${numbers[gap]} comes after ${numbers[gap - 1]}`,
      )
    if (first !== 0 && this.#told.classOffset === undefined)
      throw this.#file.invalid('line 1', `its columns of scores begin with ${first}, and not with 0`, [
        { do: 'state', option: 'classOffset' },
      ])
    return first
  }

  /** @returns null for an output that is no class, as a background in front of them */
  #class(word: string, where: string): number | null {
    const { lookup, classOffset: offset = 0 } = this.#told
    const number = wholeIn(word)
    if (number !== null) {
      const index = number + offset
      if (index >= 0 && index < lookup.size) return index
      if (offset !== 0 && number === 0 && index === -1) return null
      throw this.#file.invalid(
        where,
        `${number} is none of the dataset's ${lookup.size} classes, 0…${lookup.size - 1}` +
          (offset === 0 ? '' : ` with a class offset of ${offset}`),
        [{ do: offset === 0 ? 'state' : 'leave-out', option: 'classOffset' }],
      )
    }
    return this.#named(word, where)
  }

  #named(word: string, where: string): number {
    const { lookup } = this.#told
    const id = lookup.byId(word)
    if (id !== undefined) return id
    const several = lookup.byName(word)
    const whole = several.filter(({ name }) => name.toLowerCase() === word.toLowerCase())
    const [only, ...others] = whole.length === 1 ? whole : several
    if (only && others.length === 0) return only.index
    const may = idsOf(several)
    throw this.#file.invalid(
      where,
      `"${word.slice(0, 80)}" ${may === '' ? `is none of the dataset's ${lookup.size} classes` : `may be ${may}: write classes by index or id`}`,
    )
  }

  /** A true class; one that the dataset does not have differs from all of its own. */
  #label(word: string, where: string): number | null {
    if (word === '') return null
    return wholeIn(word) ?? this.#named(word, where)
  }

  #probability(text: string, where: string): number {
    const probability = scoreIn(text)
    if (probability !== null && probability >= -ROUNDING && probability <= 1 + ROUNDING)
      return Math.min(1, Math.max(0, probability))
    throw this.#file.invalid(where, `"${text.slice(0, 80)}" is no probability, as it is not from 0 to 1`, [
      { do: 'import-as', how: 'logits' },
    ])
  }
}

const NO_SOFTMAX =
  'The logits of the best classes alone give no probabilities, as these are of the logits of all classes: the answers have no confidence.'

/** Text of its own: what is cut out of a longer one holds that, in V8, and so each name the file around it. */
const copied = (text: string) => Buffer.from(text).toString()

/** Without the empty elements at the end: a row may have fewer classes than there are columns. */
function withoutEnd(texts: readonly string[]): readonly string[] {
  let end = texts.length
  while (end > 0 && texts[end - 1] === '') end--
  return texts.slice(0, end)
}
