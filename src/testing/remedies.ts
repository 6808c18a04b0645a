import { expect } from 'vitest'
import { RemedyOption, type Remedy } from '../shared/remedy.ts'

const values = { mean: [104, 117, 123], output: 'two words', crop: 224 }

/** Each remedy that there is, of every option: a door has words for all of them. */
export const everyRemedy: readonly Remedy[] = [
  ...RemedyOption.options.flatMap((option): Remedy[] => [
    { do: 'state', option },
    { do: 'set', values: { [option]: 7 } },
    ...(['less', 'more', 'another'] as const).map((to): Remedy => ({ do: 'change', option, to })),
    { do: 'leave-out', option },
  ]),
  { do: 'set', values },
  ...[true, false].map((follow): Remedy => ({ do: 'treat-links', follow })),
  ...(['dataset', 'model', 'run'] as const).map((what): Remedy => ({ do: 'choose-another', what })),
  ...(['machine', 'database'] as const).map((what): Remedy => ({ do: 'diagnose', what })),
  { do: 'adopt-order', run: 3, order: 'labels-devkit' },
  ...(['another', 'left-out', 'stated'] as const).map((classes): Remedy => ({ do: 'index-beside', classes })),
  ...(
    [
      'refresh',
      'index-folder',
      'list-duplicates',
      'list-disagreements',
      'pair-files',
      'measure-speed',
      'diagnose-recipe',
      'choose-home',
    ] as const
  ).map((what): Remedy => ({
    do: what,
  })),
  ...(['logits', 'partial', 'in-order', 'copied-again'] as const).map((how): Remedy => ({ do: 'import-as', how })),
]

/** Advice, or an error's message, that says so, and what to do. */
export const advised = (message: RegExp, ...remedies: Remedy[]) => ({
  message: expect.stringMatching(message) as string,
  remedies,
})

/** An error that says so, and what to do. */
export const refused = (message: RegExp, ...remedies: Remedy[]) =>
  expect.objectContaining({
    message: expect.stringMatching(message) as string,
    details: expect.objectContaining({ remedies }) as object,
  }) as Error
