import { z } from 'zod'
import { OrderName } from './label-order.ts'

/** What a person may state, by its name in the engine's contract. */
export const RemedyOption = z.enum([
  ...(['classes', 'labels', 'name'] as const),
  ...(['meanFile', 'weights'] as const),
  ...(['channels', 'crop', 'fit', 'mean', 'resampler', 'resize', 'scale', 'std'] as const),
  ...([
    'batch',
    'classOffset',
    'layout',
    'limit',
    'memoryLimit',
    'modelMemory',
    'modelSeconds',
    'output',
    'provider',
    'recipe',
    'restrictClasses',
    'sample',
    'threads',
  ] as const),
])
export type RemedyOption = z.infer<typeof RemedyOption>

const RemedyValue = z.union([z.string(), z.number(), z.array(z.number())])
export type RemedyValue = z.infer<typeof RemedyValue>

const option = RemedyOption

/** What a person can do about something. Each door words it with what it has itself: options, fields, buttons. */
export const Remedy = z.discriminatedUnion('do', [
  z.object({ do: z.literal('state'), option }),
  /** All of them together. */
  z.object({ do: z.literal('set'), values: z.partialRecord(option, RemedyValue) }),
  z.object({ do: z.literal('change'), option, to: z.enum(['less', 'more', 'another']) }),
  z.object({ do: z.literal('leave-out'), option }),
  /** Links that lead out of a dataset's folder. */
  z.object({ do: z.literal('treat-links'), follow: z.boolean() }),
  /** To look at the dataset's folder before the run, as is usual. */
  z.object({ do: z.literal('refresh') }),
  z.object({ do: z.literal('choose-another'), what: z.enum(['dataset', 'model', 'run', 'sweep']) }),
  z.object({ do: z.literal('index-folder') }),
  z.object({ do: z.literal('list-duplicates') }),
  /** The images that two sources give different classes. */
  z.object({ do: z.literal('list-disagreements') }),
  /** A model that was moved: known by its content, it is found where it is added again. */
  z.object({ do: z.literal('add-model-again') }),
  /** To index a dataset's folder once more, as a dataset beside: runs depend on the class list that it has. */
  z.object({ do: z.literal('index-beside'), classes: z.enum(['another', 'left-out', 'stated']) }),
  /** A Caffe network is two files, and one of them was taken for all of it. */
  z.object({ do: z.literal('pair-files') }),
  /** A network without weights has a speed, if no answers. */
  z.object({ do: z.literal('measure-speed') }),
  /** To judge a run's answers in another order, from now on. */
  z.object({ do: z.literal('adopt-order'), run: z.int(), order: OrderName }),
  /** To look for a mistake in the recipe, by trying others. */
  z.object({ do: z.literal('diagnose-recipe') }),
  /** What a file that is imported leaves open. */
  z.object({ do: z.literal('import-as'), how: z.enum(['logits', 'partial', 'in-order', 'copied-again']) }),
  z.object({ do: z.literal('choose-home') }),
  z.object({ do: z.literal('diagnose'), what: z.enum(['machine', 'database']) }),
])
export type Remedy = z.infer<typeof Remedy>

/** What is to be set, each with what to, in the order of the options. */
export function settingsIn({ values }: Extract<Remedy, { do: 'set' }>): [RemedyOption, RemedyValue][] {
  return RemedyOption.options.flatMap((each) => {
    const value = values[each]
    return value === undefined ? [] : [[each, value] satisfies [RemedyOption, RemedyValue]]
  })
}

/** Remedies as they were recorded; those of a version that knew others are left out. */
export const Remedies = z.array(Remedy).catch([])

/**
 * What is wrong, and then, in one sentence, what can be done about it.
 * @param word a door's words for a remedy, as a part of that sentence: `state the crop`
 */
export function withRemedies(message: string, remedies: readonly Remedy[], word: (remedy: Remedy) => string): string {
  const parts = [...new Set(remedies.map(word))]
  const sentence = parts.join(', or ')
  return parts.length === 0 ? message : `${message} ${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`
}
