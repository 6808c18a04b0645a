import { existsSync } from 'node:fs'
import path from 'node:path'
import {
  findShards,
  folderOf,
  gapsIn,
  imagesOfShards,
  isShard,
  isTar,
  readTar,
  shardsOnlyIn,
  StoredReader,
} from '../tar/index.ts'
import { readText, type Stop } from '../../files/index.ts'
import type { Labels } from '../../dataset/index.ts'
import { isRange, nameOfShards } from '../shard-range.ts'
import type { SourceKind } from '../source.ts'
import { areSamples, groupSamples, labelOf } from './samples.ts'

/** Members that tell whether an archive holds samples: of a dozen images, at the least. */
const LOOKED_AT = 64

/**
 * Shards of webdataset: tar archives in which an image lies beside its label, under one key. An image's path is that in
 * its shard, behind the shard's name.
 */
export const webdataset: SourceKind = {
  nameOf: nameOfShards,
  recognises: async (root) => {
    const file = await firstShard(root)
    return file !== null && (await isTar(file)) && areSamples(groupSamples(readTar(file, { most: LOOKED_AT }).files))
  },

  list: async (root, { stop }) => {
    const shards = await findShards(root)
    const contents: ShardContents = {
      files: [],
      litter: [],
      labels: new Map(),
      warnings: shards.folder === root ? gapsIn(shards) : [],
    }
    for (const shard of shards.names) readShard(shards.folder, shard, contents, stop)
    return {
      files: contents.files.toSorted(),
      folders: [...shards.names],
      litter: contents.litter,
      outside: 0,
      refused: new Set<string>(),
      broken: new Set<string>(),
      labels: contents.labels.size > 0 ? contents.labels : null,
      warnings: contents.warnings,
      ownList: (name) => {
        const file = path.join(shards.folder, name)
        return existsSync(file) ? file : null
      },
      readList: readText,
    }
  },

  open: (root) => imagesOfShards(folderOf(root)),
}

/** The first archive at a path that is of archives; null where it is not. */
async function firstShard(root: string): Promise<string | null> {
  if (isShard(root) && !isRange(root)) return root
  const names = isShard(root) ? (await findShards(root)).names : await shardsOnlyIn(root)
  return names?.[0] === undefined ? null : path.join(folderOf(root), `${names[0]}.tar`)
}

interface ShardContents {
  files: string[]
  litter: string[]
  labels: Labels
  warnings: string[]
}

function readShard(folder: string, shard: string, contents: ShardContents, stop?: Stop): void {
  const file = path.join(folder, `${shard}.tar`)
  const { files, litter, warnings } = readTar(file, { stop })
  const reader = new StoredReader(file)
  try {
    for (const sample of groupSamples(files)) {
      const [image, ...others] = sample.images
      for (const other of others) contents.litter.push(`${shard}/${other}`)
      if (image === undefined) contents.litter.push(`${shard}/${sample.key}`)
      else {
        contents.files.push(`${shard}/${image}`)
        const label = labelOf(sample, reader)
        if (label !== undefined) contents.labels.set(`${shard}/${image}`, label)
      }
    }
  } finally {
    reader.close()
  }
  for (const name of litter) contents.litter.push(`${shard}/${name}`)
  contents.warnings.push(...warnings)
}
