import type { Engine } from '../../shared/contract.ts'
import type { RunReference } from '../../shared/contract/common.ts'
import type { ClassEntry } from '../../shared/dataset.ts'
import { AcuityError } from '../../shared/errors.ts'

/** The canonical index of a class of a run's dataset, as {@link classCalled} finds it. */
export async function findClass(engine: Engine, reference: RunReference, text: string): Promise<number> {
  const { run } = await engine.call('runs.get', { run: reference })
  return classCalled(await engine.call('results.classes', { run }), text)
}

/**
 * The canonical index of a class, by this index, its WordNet id, or one of its names in small or capital letters.
 * @throws AcuityError `not-found`, or `invalid-input` where several classes have the name
 */
export function classCalled(classes: readonly ClassEntry[], text: string): number {
  const wanted = text.trim().toLowerCase()
  const found =
    classes.find(({ index, wnid }) => String(index) === wanted || wnid.toLowerCase() === wanted) ??
    onlyOne(
      text,
      classes.filter(({ name }) => namesOf(name).includes(wanted)),
    )
  if (!found)
    throw new AcuityError(
      'not-found',
      `No class is called ${text}: give its index, its WordNet id or one of its names.`,
    )
  return found.index
}

/** `tench, Tinca tinca` is called `tench`, `Tinca tinca`, and all of it. */
function namesOf(name: string): string[] {
  return [name, ...name.split(',')].map((each) => each.trim().toLowerCase())
}

function onlyOne(text: string, found: readonly ClassEntry[]): ClassEntry | undefined {
  if (found.length > 1)
    throw new AcuityError(
      'invalid-input',
      `Several classes are called ${text}: give one of ${found.map(({ wnid }) => wnid).join(', ')}.`,
    )
  return found[0]
}
