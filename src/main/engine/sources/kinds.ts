import { realpath } from 'node:fs/promises'
import path from 'node:path'
import { AcuityError } from '../../../shared/errors.ts'
import { readContents, type ContentsOptions, type DatasetContents } from '../dataset/index.ts'
import { folder } from './folder.ts'
import { parquet } from './parquet/index.ts'
import { isRange } from './shard-range.ts'
import { tar, tars } from './tar/index.ts'
import type { Images, Source, SourceKind } from './source.ts'
import { webdataset } from './webdataset/index.ts'

/** By the names that datasets' rows know them by; the first that recognises a path takes it. */
const KINDS = new Map<string, SourceKind>([
  ['parquet', parquet],
  ['webdataset', webdataset],
  ['tars', tars],
  ['tar', tar],
  ['folder', folder],
])

/**
 * What a path names, absolute and without links: a folder, a file, or a range of shards in a folder that is there.
 * @returns null where there is none
 */
export async function locateSource(root: string): Promise<string | null> {
  const there = await realpath(root).catch(() => null)
  if (there !== null || !isRange(root)) return there
  const folder = await realpath(path.dirname(root)).catch(() => null)
  return folder && path.join(folder, path.basename(root))
}

/** What lies at a path that was never indexed. */
export async function recogniseSource(root: string): Promise<Source> {
  for (const [kind, { recognises }] of KINDS) if (await recognises(root)) return { kind, root }
  throw new AcuityError('dataset-invalid', `${root} is nothing that holds images.`)
}

/**
 * What a source holds, by names alone, with their labels.
 * @throws AcuityError as {@link readContents}
 */
export function readSource({ kind, ...options }: Source & ContentsOptions): Promise<DatasetContents> {
  return readContents(kindOf(kind).list, options)
}

/** What a dataset of a source is called, if its path says anything. */
export const nameOfSource = ({ kind, root }: Source): string => kindOf(kind).nameOf(root)

/** The images of a source, for one thread. */
export function openSource({ kind, root }: Source): Images {
  return kindOf(kind).open(root)
}

function kindOf(name: string): SourceKind {
  const kind = KINDS.get(name)
  if (!kind) throw new AcuityError('dataset-invalid', `This version of Acuity does not read datasets of kind ${name}.`)
  return kind
}
