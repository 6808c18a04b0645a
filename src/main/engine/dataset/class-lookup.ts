import type { ClassEntry } from '../../../shared/dataset.ts'

/** WordNet's ids, also in capitals as some copies have them. */
const WNID = /^n\d{8}$/i

/** What words of folders and lists mean: ids of classes, and their names. */
export class ClassLookup {
  readonly size: number
  readonly #byId: Map<string, number>
  readonly #byName = new Map<string, ClassEntry[]>()

  constructor(classes: readonly ClassEntry[]) {
    this.size = classes.length
    this.#byId = new Map(classes.map(({ wnid, index }) => [wnid, index]))
    for (const entry of classes)
      for (const name of new Set([entry.name, ...entry.name.split(',')].map(plain))) {
        const others = this.#byName.get(name)
        if (others) others.push(entry)
        else if (name !== '') this.#byName.set(name, [entry])
      }
  }

  /** The index of the class with that id. */
  byId(id: string): number | undefined {
    return this.#byId.get(id) ?? (WNID.test(id) ? this.#byId.get(id.toLowerCase()) : undefined)
  }

  /**
   * The classes that a name may be of: all of it or one of its synonyms, in any case, with blanks, `_` or `-` between words.
   * ImageNet has two of some: a crane is a bird, and another a machine.
   */
  byName(name: string): readonly ClassEntry[] {
    return this.#byName.get(plain(name)) ?? []
  }

  /** Whether a word may be the label of an image: a number, an id, also one of other classes, or a name. */
  isLabel(word: string): boolean {
    return /^-?\d+$/.test(word) || this.isId(word) || this.byName(word).length > 0
  }

  /** Whether a word is an id, also one that these classes do not have: WordNet's are always those of some. */
  isId(word: string): boolean {
    return WNID.test(word) || (this.#byId.has(word) && !/^-?\d+$/.test(word))
  }

  /** The index that a label says, or, where it says none of these classes, the label itself. */
  label(word: string): number | string {
    const said = saidBy(word)
    if (typeof said === 'number') return said
    const id = this.byId(word)
    if (id !== undefined) return id
    const [only, ...others] = this.byName(word)
    return only && others.length === 0 ? only.index : word
  }
}

/** What a label is as it is written: a number, or the id or name of a class. */
export const saidBy = (word: string): number | string => (/^-?\d+$/.test(word) ? Number(word) : word)

/** Of names that are written in several ways, one. */
const plain = (name: string) =>
  name
    .normalize('NFC')
    .toLowerCase()
    .replaceAll("'", '')
    .replaceAll(/[\s_-]+/g, ' ')
    .trim()

/** The ids of the classes that a name may be of, as a part of a sentence. */
export const idsOf = (classes: readonly ClassEntry[]) => classes.map(({ wnid }) => wnid).join(' or ')
