/**
 * The names of shards, files that a dataset is split into: `val-000003.tar`, `validation-00003-of-00014.parquet`. One name
 * stands for several, as shells and webdataset expand it: `val-{000000..000012}.tar`, or `val-{000003,000007}.tar`.
 */
const RANGE = new RegExp(
  [
    String.raw`^(?<before>[^{}]*)\{`,
    String.raw`(?:(?<first>\d{1,9})\.\.(?<last>\d{1,9})|(?<each>[^{},]+(?:,[^{},]+)+))`,
    String.raw`\}(?<after>[^{}]*)(?<ending>\.(?:tar|parquet))$`,
  ].join(''),
)

/** A number at the end of a name, with how many there are and a hash behind it where older repositories of Hugging Face have one. */
const SHARD = /^(?<stem>.*?)(?<number>\d+)(?<all>(?:-of-\d+)?)(?<hash>(?:-[0-9a-f]{8,})?)(?<ending>\.(?:tar|parquet))$/

/** What several shards are called together. */
export interface ShardRange {
  before: string
  /** What differs, in order; or from which number to which. */
  each: readonly string[] | { first: string; last: string }
  after: string
  ending: string
}

/** Null for a name that stands for itself. */
export function parseRange(name: string): ShardRange | null {
  const { before = '', first, last, each, after = '', ending = '' } = RANGE.exec(name)?.groups ?? {}
  if (first !== undefined && last !== undefined) return { before, each: { first, last }, after, ending }
  return each === undefined ? null : { before, each: each.split(','), after, ending }
}

/** What a dataset of several shards is called: what their names begin with. */
export const stemOf = ({ before, after }: ShardRange): string =>
  before.replace(/[-_.]$/, '') || after.replace(/-of-\d+$/, '').replace(/^[-_.]/, '')

/**
 * Names that are shards of one dataset as one name, the others as they are.
 * @param names of files in one folder
 */
export function joinShards(names: readonly string[]): string[] {
  const sets = new Map<string, string[]>()
  for (const name of names) {
    const { stem, number = '', all, ending } = SHARD.exec(name)?.groups ?? {}
    const key = stem === undefined ? name : [stem, number.length, all, ending].join('/')
    sets.set(key, [...(sets.get(key) ?? []), name])
  }
  return [...sets.values()].flatMap((set) => (areShards(set) ? [rangeOf(set)] : set))
}

/** Archives may be called by a year or a version: shards of them are numbered with leading zeros, or as the ids of classes are. */
const areShards = (names: readonly string[]) =>
  names.some((name) => name.endsWith('.parquet') || /(?<!\d)0\d+\D*$|\d{5}\D*$/.test(name))

/** Shards of one dataset by the one name that stands for all of them; the name of one alone. */
export function rangeOf(names: readonly string[]): string {
  const parts = names
    .toSorted()
    .map((name) => ({ number: '', all: '', hash: '', stem: '', ending: '', ...SHARD.exec(name)?.groups }))
  const [first] = parts
  const last = parts.at(-1)
  if (!first || !last || parts.length === 1) return names.join('')
  const { stem, all, hash, ending } = first
  const isAlike = parts.every((part) => part.hash === hash)
  const isWhole = parts.every(({ number }, i) => Number(number) === Number(first.number) + i)
  if (isAlike && isWhole) return `${stem}{${first.number}..${last.number}}${all}${hash}${ending}`
  const each = parts.map((part) => (isAlike ? part.number : part.number + part.all + part.hash))
  return `${stem}{${each.join(',')}}${isAlike ? all + hash : ''}${ending}`
}
