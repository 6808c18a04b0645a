import { InvalidArgumentError, Option } from 'commander'
import type { Engine } from '../../shared/contract.ts'
import type { RunReference } from '../../shared/contract/common.ts'
import { AnswerChoice, ErrorOrder, RankRange, type ErrorFilter } from '../../shared/results.ts'
import { findClass } from './find-class.ts'
import { decimal } from './options.ts'

function probability(text: string): number {
  const value = decimal(text)
  if (value < 0 || value > 1) throw new InvalidArgumentError('It must be a probability, from 0 to 1.')
  return value
}

function searchText(text: string): string {
  if (text.length > 200) throw new InvalidArgumentError('It must have 200 characters at most.')
  return text
}

/** What narrows and sorts misclassified images. */
export interface ErrorFilterOptions {
  answers?: AnswerChoice
  true?: string
  predicted?: string
  group?: string
  rank?: RankRange
  minConfidence?: number
  maxConfidence?: number
  unanswered?: true
  text?: string
  order?: ErrorOrder
  reverse?: true
}

export const errorFilterOptions = [
  new Option('--answers <answers>', 'errors: right answers, or all, in place of the wrong ones').choices(
    AnswerChoice.options,
  ),
  new Option('--true <class>', 'errors: only images of this class, by its index, WordNet id or name'),
  new Option('--predicted <class>', 'errors: only those taken for this class'),
  new Option(
    '--group <group>',
    'errors: only images of the classes of a group, by its WordNet id or name, as --as groups lists them',
  ),
  new Option('--rank <range>', 'errors: where the true class is among the answers').choices(RankRange.options),
  new Option('--min-confidence <p>', 'errors: least probability of the answer, 0…1').argParser(probability),
  new Option('--max-confidence <p>', 'errors: highest probability of the answer, 0…1').argParser(probability),
  new Option('--unanswered', 'errors: only those that the network gave no answer for'),
  new Option('--text <text>', 'errors: a part of the file, or of either class').argParser(searchText),
  new Option('--order <order>', 'errors: what they are sorted by (default: confidence)').choices(ErrorOrder.options),
  new Option('--reverse', 'errors: sorted the other way round'),
]

/**
 * The filter that the options state; undefined where they state none.
 * @throws AcuityError `not-found` or `invalid-input` where a class is not to be found, or more than one is
 */
export async function readErrorFilter(
  engine: Engine,
  reference: RunReference,
  options: ErrorFilterOptions,
): Promise<Partial<ErrorFilter> | undefined> {
  const { true: label, predicted, rank, minConfidence: from, maxConfidence: to, text, order } = options
  const { answers, unanswered, reverse, group } = options
  const stated: Partial<ErrorFilter> = {
    ...(answers && { answers }),
    ...(rank && { rank }),
    ...(group !== undefined && { group }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(unanswered && { unanswered }),
    ...(text !== undefined && { text }),
    ...(order && { order }),
    ...(reverse && { reversed: true }),
  }
  if (label !== undefined) stated.label = await findClass(engine, reference, label)
  if (predicted !== undefined) stated.predicted = await findClass(engine, reference, predicted)
  return Object.keys(stated).length > 0 ? stated : undefined
}
