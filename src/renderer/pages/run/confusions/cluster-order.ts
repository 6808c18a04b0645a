import type { Pair } from '../../../lib/confusion-matrix.ts'

/** More classes than these stay in their own order: the work and the memory grow with their square. */
export const MOST_CLUSTERED = 4000

type Counted = Pick<Pair, 'label' | 'predicted' | 'count'>

/**
 * Orders classes so that those confused with each other are neighbours: average-linkage clustering (R. R. Sokal and
 * C. D. Michener, Univ. Kansas Sci. Bull. 38, 1958) of the symmetrised counts, by chains of nearest neighbours
 * (F. Murtagh, The Computer Journal 26, 1983), in time proportional to the square of the classes. Where two clusters
 * join, each is turned so that the classes that meet are the most alike (G. Gruvaeus and H. Wainer, Br. J. Math. Stat.
 * Psychol. 25, 1972). Clusters that share no confusion are in order of their lowest index.
 * @returns canonical indices, each once
 */
export function clusterOrder(pairs: readonly Counted[], classes: number): number[] {
  if (classes > MOST_CLUSTERED) return Array.from({ length: classes }, (_, index) => index)
  const between = symmetrised(pairs, classes)
  const forest = new Forest(between, classes)
  const finished: number[][] = []
  const chain: number[] = []
  for (;;) {
    const tip = chain.at(-1) ?? forest.first()
    if (tip === undefined) break
    if (chain.length === 0) chain.push(tip)
    const previous = chain.at(-2)
    const nearest = forest.nearestTo(tip, previous)
    if (nearest === undefined) {
      finished.push(forest.remove(tip))
      chain.pop()
    } else if (nearest === previous) {
      forest.join(nearest, tip)
      chain.length -= 2
    } else chain.push(nearest)
  }
  return finished.sort((a, b) => Math.min(...a) - Math.min(...b)).flat()
}

/** Images of either class that were taken for the other, row by row. */
function symmetrised(pairs: readonly Counted[], classes: number): Float32Array {
  const sums = new Float32Array(classes * classes)
  for (const { label, predicted, count } of pairs)
    for (const cell of [label * classes + predicted, predicted * classes + label]) sums[cell] = at(sums, cell) + count
  return sums
}

/** Clusters by number, which is that of one of their classes; `clusters` holds the classes as they will stand. */
class Forest {
  readonly #clusters: (number[] | null)[]
  /** Of single classes. */
  readonly #between: Float32Array
  /** Of clusters: the mean over their classes. */
  readonly #similarity: Float32Array
  readonly #classes: number

  constructor(between: Float32Array, classes: number) {
    this.#between = between
    this.#similarity = between.slice()
    this.#classes = classes
    this.#clusters = Array.from({ length: classes }, (_, index) => [index])
  }

  first(): number | undefined {
    const first = this.#clusters.findIndex((cluster) => cluster !== null)
    return first === -1 ? undefined : first
  }

  /** The most similar other cluster; of several, `preferred` before that of lowest number. Undefined where none is similar. */
  nearestTo(cluster: number, preferred: number | undefined): number | undefined {
    const row = cluster * this.#classes
    let nearest = preferred
    let most = preferred === undefined ? 0 : at(this.#similarity, row + preferred)
    for (let other = 0; other < this.#classes; other++) {
      const similarity = at(this.#similarity, row + other)
      if (similarity > most && other !== cluster && this.#clusters[other]) [nearest, most] = [other, similarity]
    }
    return nearest
  }

  remove(cluster: number): number[] {
    const members = this.#members(cluster)
    this.#clusters[cluster] = null
    return members
  }

  /** The second becomes part of the first. */
  join(first: number, second: number): void {
    const weight = this.#members(second).length / (this.#members(first).length + this.#members(second).length)
    const members = this.#meeting(this.#members(first), this.remove(second))
    for (let other = 0; other < this.#classes; other++) {
      const [mine, added] = [this.#of(first, other), this.#of(second, other)]
      // Never above the greater one, as rounding could have it: chains of neighbours rely on that.
      const mean = Math.min(Math.max(mine, added), mine + (added - mine) * weight)
      this.#similarity[first * this.#classes + other] = this.#similarity[other * this.#classes + first] = mean
    }
    this.#clusters[first] = members
  }

  /** Both in a row, turned so that those who meet are the most alike. */
  #meeting(one: number[], other: number[]): number[] {
    const turned = [one, one.toReversed()].flatMap((a) => [other, other.toReversed()].map((b) => [a, b] as const))
    const alike = ([a, b]: readonly [number[], number[]]) =>
      at(this.#between, (a.at(-1) ?? 0) * this.#classes + (b[0] ?? 0))
    return turned.reduce((best, next) => (alike(next) > alike(best) ? next : best)).flat()
  }

  #members(cluster: number): number[] {
    return this.#clusters[cluster] ?? []
  }

  #of(cluster: number, other: number): number {
    return at(this.#similarity, cluster * this.#classes + other)
  }
}

const at = (values: Float32Array, index: number): number => values[index] ?? 0
