import { ErrorFilter } from '../../shared/results.ts'

/** All misclassified images, most confident answer first. */
export const noFilter: ErrorFilter = ErrorFilter.parse({})

/** Whether some of the images with such answers are left out, in whichever order they are. */
export function isFiltered(filter: ErrorFilter): boolean {
  return !isSameFilter(filter, cleared(filter))
}

/** All images with such answers, in the order that they were in. */
export function cleared({ answers, order, reversed }: ErrorFilter): ErrorFilter {
  return { ...noFilter, answers, order, reversed }
}

/** The same choice of images, of any confidence and in the order by default. */
export function atAnyConfidence(filter: ErrorFilter): ErrorFilter {
  const { from, to, order, reversed } = noFilter
  return { ...filter, from, to, order, reversed }
}

export function isSameFilter(one: ErrorFilter, other: ErrorFilter): boolean {
  return (Object.keys(noFilter) as (keyof ErrorFilter)[]).every((key) => one[key] === other[key])
}

/** The filter as it stands in an address: what is as by default is not named. */
export function filterParameters(filter: ErrorFilter): Record<string, string | null> {
  const stated = Object.entries(filter).map(([key, value]) => {
    const isDefault = value === noFilter[key as keyof ErrorFilter]
    return [key, isDefault || value === null ? null : String(value)] as const
  })
  return Object.fromEntries(stated)
}

/** The inverse of {@link filterParameters}; what makes no sense is left out. */
export function parseFilter(parameters: URLSearchParams): ErrorFilter {
  const fields = Object.entries(ErrorFilter.shape).map(([key, schema]) => {
    const stated = parameters.get(key)
    return [key, stated === null ? undefined : (schema.safeParse(valueOf(stated, key)).data ?? undefined)]
  })
  return ErrorFilter.parse(Object.fromEntries(fields))
}

const NUMBERS = ['label', 'predicted', 'from', 'to']

function valueOf(text: string, key: string): unknown {
  if (NUMBERS.includes(key)) return text === '' ? undefined : Number(text)
  return key === 'reversed' || key === 'unanswered' ? text === 'true' : text
}
