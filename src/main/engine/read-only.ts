import type { Method } from '../../shared/contract.ts'
import { AcuityError } from '../../shared/errors.ts'

/** What a home is asked for that changes it. */
export const WRITING: ReadonlySet<Method> = new Set<Method>([
  ...(['bench.model', 'bench.founding', 'cache.clear', 'cache.limit'] as const),
  ...(['datasets.index', 'datasets.reindex', 'sample.add'] as const),
  ...(['models.add', 'means.add', 'annotations.set'] as const),
  ...(['runs.start', 'runs.resume', 'runs.again'] as const),
])

/** Says why a home that can only be read does not do what was asked. */
export function readOnlyError(home: string, why: string): AcuityError {
  return new AcuityError(
    'home-read-only',
    `${home} can only be read: ${why}. Choose another home folder for that (--home or ACUITY_HOME).`,
  )
}
