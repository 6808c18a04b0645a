import type { ErrorFilter } from '../../shared/results.ts'

/** All misclassified images. */
export const noFilter: ErrorFilter = { label: null, predicted: null }

/** Whether some misclassified images are left out. */
export function isFiltered({ label, predicted }: ErrorFilter): boolean {
  return label !== null || predicted !== null
}
