import { z } from 'zod'
import { AcuityError } from '../../../shared/errors.ts'

type Class = readonly [id: string, names: string]

/** `["n01440764", "tench"]`, or the id alone. */
const Listed = z.union([
  z.tuple([z.string().min(1), z.string()]),
  z
    .string()
    .min(1)
    .transform((id): [string, string] => [id, '']),
])
const ById = z.record(z.string().min(1), z.int().nonnegative())

/**
 * The classes of a list in JSON, in the order of their indices: Keras's imagenet_class_index.json
 * (`{"0": ["n01440764", "tench"], …}`), the same with ids alone, a list of either, or torchvision's `class_to_idx`
 * (`{"n01440764": 0, …}`). Null where the text is no JSON.
 * @throws AcuityError `classes-invalid`
 */
export function classesInJson(text: string, file: string): Class[] | null {
  if (!/^\s*[[{]/.test(text.slice(0, 1000))) return null
  const value = parsed(text)
  // A line of a list may begin with a bracket; a file of that name is meant to be JSON.
  if (value === undefined) {
    if (!/\.json$/i.test(file)) return null
    throw invalid(file, 'it is damaged')
  }
  const classes = inOrder(value)
  if (classes === null) throw invalid(file, 'its indices are not 0, 1, 2, …, or its classes no ids')
  return classes
}

const invalid = (file: string, problem: string) =>
  new AcuityError(
    'classes-invalid',
    `${file}: as JSON, ${problem}. A class list in JSON is {"0": ["n01440764", "tench"], …}, {"n01440764": 0, …} or ` +
      '["n01440764", …]; as text it has one class a line, "id names".',
  )

function inOrder(value: unknown): Class[] | null {
  const list = z.array(Listed).safeParse(value)
  if (list.success) return list.data
  const byIndex = z.record(z.string(), Listed).safeParse(value)
  if (byIndex.success) return atTheirIndices(Object.entries(byIndex.data).map(([key, each]) => [Number(key), each]))
  const byId = ById.safeParse(value)
  return byId.success ? atTheirIndices(Object.entries(byId.data).map(([id, index]) => [index, [id, '']])) : null
}

/** Every index from 0 has one class, or null. */
function atTheirIndices(classes: readonly (readonly [index: number, each: Class])[]): Class[] | null {
  const found = new Map(classes)
  const ordered = classes.flatMap((_, index) => {
    const each = found.get(index)
    return each ? [each] : []
  })
  return ordered.length === classes.length ? ordered : null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
