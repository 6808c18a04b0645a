/** A list of classes that ships: a benchmark's, in the order that networks trained on it have their outputs in. */
export interface LabelSet {
  /** In the folder of resources, in the form of Caffe's synset_words.txt. */
  readonly file: string
  readonly name: string
  /** Whose classes they are, as in "ImageNet's 1000". */
  readonly owner: string
  /** How many: no two sets have as many, so that a dataset's number of classes tells its set. */
  readonly size: number
  /** Of what their order is, as in "the order of the WordNet ids". */
  readonly order: string
}

/** A dataset without a class list of its own has the set that its folders are named after; the first where none are. */
export const LABEL_SETS: readonly [LabelSet, ...LabelSet[]] = [
  { file: 'imagenet-classes.txt', name: 'ImageNet-1k', owner: 'ImageNet', size: 1000, order: 'the WordNet ids' },
]

/** Whose classes a dataset may have that brings none of its own, as in "ImageNet's 1000". */
export const shippedClasses = (apostrophe: "'" | '’'): string =>
  LABEL_SETS.map(({ owner, size }) => `${owner}${apostrophe}s ${size}`).join(' or ')

/** The classes of a dataset that brings none of its own, by their number. */
export const labelSetOf = (classes: number): LabelSet =>
  LABEL_SETS.find(({ size }) => size === classes) ?? LABEL_SETS[0]
