import { isEvaluated, type RunSummary } from '../../shared/run.ts'
import { statusNames } from './run-status.ts'
import { sizeOf, type TableRun } from './run-columns.ts'

type TextOf = (row: TableRun) => readonly (string | null)[]
type NumberOf = (run: RunSummary) => number | null

/** Fields of which a part of their text is enough. */
const textFields: Record<string, TextOf> = {
  name: ({ run }) => [run.name],
  model: ({ run }) => [run.model],
  dataset: ({ run }) => [run.dataset],
  size: ({ run }) => [sizeOf(run)],
  resampler: ({ run }) => [run.recipe?.resampler ?? null],
  provider: ({ run }) => [run.provider, isEvaluated(run) ? run.device : null],
  status: ({ run }) => [statusNames[run.status], run.archivedAt === null ? null : 'Archived'],
  sweep: ({ sweepName }) => [sweepName],
  tag: ({ run }) => run.tags,
}

const percentOf = (share: number | null) => (share === null ? null : 100 * share)

/** Fields that are compared as numbers; accuracies are in percent. */
const numberFields: Record<string, NumberOf> = {
  run: ({ run }) => run,
  crop: ({ recipe }) => recipe?.crop ?? null,
  resize: ({ recipe }) => recipe?.resize ?? null,
  top1: ({ top1 }) => percentOf(top1),
  top5: ({ top5 }) => percentOf(top5),
  fps: ({ speed }) => speed.session?.fps ?? null,
}

/** What can stand before a colon. */
export const FILTER_FIELDS = [...Object.keys(textFields), ...Object.keys(numberFields)]

/** One condition of a filter, as it was typed. */
export interface FilterTerm {
  typed: string
  /** Null where the word is looked for anywhere. */
  field: string | null
  value: string
  isNot: boolean
}

export interface RunFilter {
  terms: readonly FilterTerm[]
  matches: (row: TableRun) => boolean
  /** What of it cannot be understood; it is left out. */
  problems: readonly string[]
}

// A value may stand in quotes, and is still to be typed after its field.
const TERM = /(-?)(?:([a-z0-9]+):)?(=?)(?:"([^"]*)"?|(\S*))/giu

/** Splits what was typed into its conditions: `model:squeezenet crop:>=128 -tag:draft "two words"`. */
export function parseTerms(typed: string): FilterTerm[] {
  return [...typed.matchAll(TERM)]
    .filter(([whole]) => whole !== '')
    .map(([whole, minus, field, exact = '', quoted, bare]) => ({
      typed: whole,
      field: field?.toLowerCase() ?? null,
      value: `${exact}${quoted ?? bare ?? ''}`,
      isNot: minus === '-',
    }))
}

/**
 * A filter as it is typed: each condition has to hold. Commas stand between alternatives, a minus before what must not be;
 * text is found in any part of its field, or is all of it after `=`; numbers are as said, or `>`, `>=`, `<`, `<=` one, or
 * between two: `96..160`.
 */
export function parseRunFilter(typed: string): RunFilter {
  const terms = parseTerms(typed)
  const conditions = terms.map(conditionOf)
  const holds = conditions.flatMap((condition) => (typeof condition === 'string' ? [] : [condition]))
  return {
    terms,
    matches: (row) => holds.every((condition) => condition(row)),
    problems: conditions.filter((condition) => typeof condition === 'string'),
  }
}

type Condition = (row: TableRun) => boolean

/** The condition, or what is wrong with it. */
function conditionOf(term: FilterTerm): Condition | string {
  // What is still to be typed asks for nothing.
  if (term.value === '' || term.value === '=') return () => true
  const condition = term.field === null ? anywhere(term.value) : ofField(term.field, term.value)
  if (typeof condition === 'string' || !term.isNot) return condition
  return (row) => !condition(row)
}

function ofField(field: string, value: string): Condition | string {
  const [text, number] = [ownOf(textFields, field), ownOf(numberFields, field)]
  if (text) return anyText(value.split(','), text)
  if (!number) return `There is no field “${field}”: there are ${FILTER_FIELDS.join(', ')}.`
  const ranges = value.split(',').filter(Boolean).map(rangeOf)
  if (ranges.includes(null))
    return `“${field}:${value}” is no number: write ${field}:128, ${field}:>=96 or ${field}:96..160.`
  return ({ run }) => {
    const known = number(run)
    return known !== null && ranges.some((range) => range?.(known))
  }
}

const ownOf = <T>(table: Record<string, T>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined

const anywhere = (word: string): Condition =>
  anyText([word], ({ run, sweepName }) => [
    run.name,
    run.model,
    run.dataset,
    sizeOf(run),
    sweepName,
    ...run.tags,
    `run ${run.run}`,
  ])

function anyText(alternatives: readonly string[], of: TextOf): Condition {
  const wanted = alternatives.filter(Boolean).map((alternative) => alternative.toLowerCase())
  return (row) =>
    of(row).some((text) => {
      const known = text?.toLowerCase()
      return (
        known !== undefined &&
        wanted.some((one) => (one.startsWith('=') ? known === one.slice(1) : known.includes(one)))
      )
    })
}

type Range = (value: number) => boolean

/** @returns null where it is no number, nor a range of them */
function rangeOf(text: string): Range | null {
  const between = /^(-?[\d.]+)\.\.(-?[\d.]+)$/.exec(text)
  if (between) return within(Number(between[1]), Number(between[2]))
  const [, sign = '', figure = ''] = /^(>=|<=|>|<|=)?(-?[\d.]+)%?$/.exec(text) ?? []
  const bound = figure === '' ? NaN : Number(figure)
  if (Number.isNaN(bound)) return null
  if (sign === '>') return (value) => value > bound
  if (sign === '<') return (value) => value < bound
  if (sign === '>=') return within(bound, Infinity)
  if (sign === '<=') return within(-Infinity, bound)
  return (value) => value === bound
}

function within(low: number, high: number): Range | null {
  return Number.isNaN(low) || Number.isNaN(high) ? null : (value) => value >= low && value <= high
}

/** What a filter says that a field is exactly; null where it says nothing of it, or something else. */
export function exactValue(typed: string, field: string): string | null {
  const [term, ...more] = parseTerms(typed).filter((each) => each.field === field)
  if (!term || more.length > 0 || term.isNot || !term.value.startsWith('=')) return null
  return term.value.slice(1)
}

/** The filter with a field at exactly this value, or with nothing said of it. */
export function withExact(typed: string, field: string, value: string | null): string {
  const others = parseTerms(typed).filter((term) => term.field !== field)
  const stated = value === null ? [] : [`${field}:=${/[\s"]/.test(value) ? `"${value.replaceAll('"', '')}"` : value}`]
  return [...others.map((term) => term.typed), ...stated].join(' ')
}
