import { z } from 'zod'

/** How the labels of a dataset that are numbers are read, where not as they are. */
export const LabelOrder = z.enum([
  ...(['devkit', 'devkit-from-0', 'sorted-digits', 'sorted-digits-from-1'] as const),
  ...(['minus-1', 'plus-1'] as const),
])
export type LabelOrder = z.infer<typeof LabelOrder>

/** What may be asked for: another order, or the labels as they are, also where another one was asked for before. */
export const LabelOrderChoice = z.enum(['as-given', ...LabelOrder.options])
export type LabelOrderChoice = z.infer<typeof LabelOrderChoice>

/** What the labels then are, as a part of a sentence: "the labels are …". */
export const LABEL_ORDERS: Record<LabelOrderChoice, string> = {
  'as-given': 'read as they are given',
  devkit: 'devkit ids (ILSVRC2012_ID, from 1)',
  'devkit-from-0': 'devkit ids counted from 0 (ILSVRC2012_ID less 1)',
  'sorted-digits': 'positions of folders 0, 1, 2, … sorted as text (10 before 2)',
  'sorted-digits-from-1': 'positions of folders 1, 2, 3, … sorted as text (10 before 2)',
  'minus-1': 'one too high',
  'plus-1': 'one too low',
}

/**
 * An order in which a run's answers can be judged: the labels are read otherwise, the class offset is another one, or the
 * outputs mean other classes.
 */
export const OrderName = z.enum([
  ...(['labels-as-given', 'labels-devkit', 'labels-devkit-from-0'] as const),
  ...(['labels-sorted-digits', 'labels-sorted-digits-from-1', 'labels-minus-1', 'labels-plus-1'] as const),
  ...(['offset-minus-1', 'offset-plus-1'] as const),
  ...(['outputs-canonical', 'outputs-devkit', 'outputs-names'] as const),
  ...(['outputs-sorted-digits', 'outputs-sorted-digits-from-1', 'outputs-matched'] as const),
])
export type OrderName = z.infer<typeof OrderName>

/** What is the case where an order is the right one, as a part of a sentence: "if …". */
export const ORDERS: Record<OrderName, string> = {
  'labels-as-given': `the labels are ${LABEL_ORDERS['as-given']}`,
  'labels-devkit': `the labels are ${LABEL_ORDERS.devkit}`,
  'labels-devkit-from-0': `the labels are ${LABEL_ORDERS['devkit-from-0']}`,
  'labels-sorted-digits': `the labels are ${LABEL_ORDERS['sorted-digits']}`,
  'labels-sorted-digits-from-1': `the labels are ${LABEL_ORDERS['sorted-digits-from-1']}`,
  'labels-minus-1': `the labels are ${LABEL_ORDERS['minus-1']}`,
  'labels-plus-1': `the labels are ${LABEL_ORDERS['plus-1']}`,
  'offset-minus-1': 'the class offset is one less',
  'offset-plus-1': 'the class offset is one more',
  'outputs-canonical': 'the outputs are in the order of the WordNet ids',
  'outputs-devkit': "the outputs are in the devkit's order (ILSVRC2012_ID)",
  'outputs-names': "the outputs are as the model's own names of them say",
  'outputs-sorted-digits': 'the outputs are those of folders 0, 1, 2, … sorted as text (10 before 2)',
  'outputs-sorted-digits-from-1': 'the outputs are those of folders 1, 2, 3, … sorted as text (10 before 2)',
  'outputs-matched': 'each output means the class that it goes with best',
}

/** Which class an answer means, where not the one of its index. */
export const OutputOrder = z.object({
  order: OrderName,
  /** By the index that an answer would have without it: the class, by its index, that is meant. All are there, each once. */
  classes: z.array(z.int().nonnegative()),
})
export type OutputOrder = z.infer<typeof OutputOrder>

/** How a run's images fare in another order than the given one, on the same images. */
const InOrder = z.object({
  correct: z.int(),
  /** Images that only the given order has right, and that only this one has. */
  onlyGiven: z.int(),
  onlyThis: z.int(),
  /** McNemar's exact test, two-sided, and the same adjusted for the number of orders tried. */
  p: z.number(),
  adjusted: z.number(),
  /** Whether it is right beyond doubt, and the given one is not. */
  beats: z.boolean(),
})

/** A run's most probable answers, judged in the orders that make sense for it. Accuracies are top-1: correct / images. */
export const LabelOrderTest = z.object({
  /** Evaluated images, the unanswered ones among them. */
  images: z.int(),
  /** Classes, by their labels as given, that these are of. */
  classes: z.int(),
  correct: z.int(),
  /** In the order in which they were tried. */
  orders: z.array(InOrder.extend({ order: OrderName })),
  /** Those that beat the given order, if any, the best first: several where these images cannot tell them apart. */
  found: z.array(OrderName),
  /** Why the named orders cannot be told apart, where they cannot; null where they can. */
  undecided: z.string().nullable(),
  /**
   * Each output taken for the class that it goes with best, as found on one half of the images and counted on the other;
   * null where it was not tried, for the reason that stands beside. Where a named order is found, that is the simpler one.
   */
  matched: InOrder.extend({ images: z.int(), givenCorrect: z.int(), moved: z.int() }).nullable(),
  unmatched: z.string().nullable(),
})
export type LabelOrderTest = z.infer<typeof LabelOrderTest>
