import { DatasetFilter } from '../../shared/dataset-contents.ts'

/** All images of a dataset, by their paths. */
export const allImages: DatasetFilter = DatasetFilter.parse({})

/** Whether some images are left out, in whichever order they are, and whoever's answers mark them. */
export function isNarrowed(filter: DatasetFilter): boolean {
  const { run, order, reversed } = filter
  return !isSameDatasetFilter(filter, { ...allImages, run, order, reversed })
}

export function isSameDatasetFilter(one: DatasetFilter, other: DatasetFilter): boolean {
  return (Object.keys(allImages) as (keyof DatasetFilter)[]).every((key) => one[key] === other[key])
}

/** The filter as it stands in an address: what is as by default is not named. */
export function datasetParameters(filter: DatasetFilter): Record<string, string | null> {
  const stated = Object.entries(filter).map(([key, value]) => {
    const isDefault = value === allImages[key as keyof DatasetFilter]
    return [key, isDefault || value === null ? null : String(value)] as const
  })
  return Object.fromEntries(stated)
}

const NUMBERS = ['label', 'run']

/** The inverse of {@link datasetParameters}; what makes no sense is left out. */
export function parseDatasetFilter(parameters: URLSearchParams): DatasetFilter {
  const fields = Object.entries(DatasetFilter.shape).map(([key, schema]) => {
    const text = parameters.get(key)
    const value = text === null || text === '' ? undefined : valueOf(text, key)
    return [key, value === undefined ? undefined : schema.safeParse(value).data]
  })
  return DatasetFilter.parse(Object.fromEntries(fields))
}

function valueOf(text: string, key: string): unknown {
  if (NUMBERS.includes(key)) return Number(text)
  return key === 'reversed' ? text === 'true' : text
}
