import { closeSync, constants, openSync } from 'node:fs'
import { AcuityError } from '../../../../shared/errors.ts'
import type { Stop } from '../../files/index.ts'
import { memberPath } from '../tar/index.ts'
import { Damaged } from './damaged.ts'
import { readFooter, type Chunk, type Column, type Footer, type RowGroup } from './footer.ts'
import { findPlaces, readSmall, type Place } from './read-values.ts'

/** Opens a shard for as long as it is read. */
export function withShard<Result>(file: string, read: (descriptor: number) => Result): Result {
  const descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    return read(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** @throws AcuityError `file-unreadable` in a line, where the file is at fault */
export function sayingWhich<Result>(file: string, read: () => Result): Result {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof Damaged)) throw error
    throw new AcuityError('file-unreadable', `${file} cannot be read as Parquet: ${error.message}.`, { cause: error })
  }
}

/** What a row of each shard is called: its image's own path where all have one and no two the same, else its number. */
export function readNames(descriptor: number, footer: Footer, stop?: Stop): string[] {
  const stated = footer.paths && readAll(descriptor, footer, footer.paths, ({ paths }) => paths, stop)
  const names = stated?.map((name) => (typeof name === 'string' ? memberPath(name) : null) ?? '') ?? []
  const areNames = names.length > 0 && !names.includes('') && new Set(names).size === names.length
  return areNames ? names : Array.from({ length: footer.rows }, (_, row) => String(row).padStart(6, '0'))
}

/** The label of each row, as it is stated; null where there is none. */
export function readLabels(descriptor: number, footer: Footer, stop?: Stop): (number | string | null)[] {
  return footer.labels ? readAll(descriptor, footer, footer.labels, ({ labels }) => labels, stop) : []
}

/** Where the image of each row of a row group lies; null where it has none. */
export function placesIn(descriptor: number, { images }: Footer, group: RowGroup): (Place | null)[] {
  return findPlaces(descriptor, group.images, images, group.rows)
}

function readAll(
  descriptor: number,
  { groups }: Footer,
  column: Column,
  chunkOf: (group: RowGroup) => Chunk | null,
  stop?: Stop,
): (number | string | null)[] {
  return groups.flatMap((group) => {
    stop?.throwIfAborted()
    const chunk = chunkOf(group)
    return chunk ? readSmall(descriptor, chunk, column, group.rows) : []
  })
}

export { readFooter }
