import { thereAt } from './images.ts'

/**
 * SQL for how many copies of a row's image, with its label, stand before it in its dataset at a generation, in order of their
 * paths: of two datasets that have an image several times, the first one is paired with the first, and so on.
 */
export const copiesBefore = (row: string, generation: string) => `(
  SELECT COUNT(*) FROM images copy
  WHERE copy.dataset_id = ${row}.dataset_id AND copy.content = ${row}.content AND copy.bytes = ${row}.bytes
    AND copy.label = ${row}.label AND copy.id <> ${row}.id AND ${thereAt('copy', generation)} AND copy.path < ${row}.path)`

/** SQL for whether rows are of one image by their content; two rows may have several copies of it. */
export const sameContent = (one: string, other: string) =>
  `${other}.content = ${one}.content AND ${other}.bytes = ${one}.bytes`

/** SQL for whether they are by where they lie: all that is known of those whose content was not recorded. */
export const samePlace = (one: string, other: string) =>
  `${other}.path = ${one}.path AND ${other}.bytes = ${one}.bytes AND (${other}.content IS NULL OR ${one}.content IS NULL)`
