import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { AcuityError } from '../../../../shared/errors.ts'
import type { Labels } from '../../dataset/index.ts'
import { readText, type Stop } from '../../files/index.ts'
import { isRange, nameOfShards } from '../shard-range.ts'
import type { SourceKind } from '../source.ts'
import { findShards, folderOf, holdsShards, isCalledParquet } from './find-shards.ts'
import { imagesOfShards } from './parquet-images.ts'
import { readFooter, readLabels, readNames, sayingWhich, withShard } from './shard.ts'

/**
 * Parquet files with an image and its label in each row, read where they lie: a file, a range of shards, or a folder of
 * those of one split. An image's path is its own, or the number of its row, behind the shard's name.
 */
export const parquet: SourceKind = {
  nameOf: nameOfShards,
  recognises: async (root) => (isCalledParquet(root) ? isRange(root) || isFile(root) : holdsShards(root)),

  list: async (root, { stop }) => {
    const folder = folderOf(root)
    const { names, warnings } = await findShards(root)
    const contents: Contents = { files: [], labels: new Map(), classNames: null }
    for (const name of names) addShard(folder, name, contents, stop)
    const { labels, classNames } = contents
    return {
      files: contents.files.toSorted(),
      folders: names,
      litter: [],
      outside: 0,
      refused: new Set<string>(),
      broken: new Set<string>(),
      labels: labels.size > 0 ? labels : null,
      ...(classNames && { classNames }),
      warnings,
      ownList: (name) => {
        const file = path.join(folder, name)
        return existsSync(file) ? file : null
      },
      readList: readText,
    }
  },

  open: (root) => imagesOfShards(folderOf(root)),
}

const isFile = async (file: string) => (await stat(file).catch(() => null))?.isFile() ?? false

interface Contents {
  files: string[]
  labels: Labels
  classNames: readonly string[] | null
}

function addShard(folder: string, shard: string, contents: Contents, stop?: Stop): void {
  const file = path.join(folder, `${shard}.parquet`)
  const { names, labels, classNames } = sayingWhich(file, () =>
    withShard(file, (descriptor) => {
      const footer = readFooter(descriptor)
      const names = readNames(descriptor, footer, stop)
      return { names, labels: readLabels(descriptor, footer, stop), classNames: footer.classNames }
    }),
  )
  if (contents.files.length > 0 && String(contents.classNames) !== String(classNames))
    throw new AcuityError(
      'dataset-invalid',
      `${file} names other classes than the shards before it: take those of one dataset.`,
    )
  contents.classNames = classNames
  names.forEach((name, row) => {
    contents.files.push(`${shard}/${name}`)
    const label = labels[row] ?? null
    if (label !== null) contents.labels.set(`${shard}/${name}`, label)
  })
}
