import { existsSync } from 'node:fs'
import path from 'node:path'
import { isTar, imagesOfTar, readTar, StoredReader } from '../tar/index.ts'
import { readText, type Stop } from '../../files/index.ts'
import type { Labels } from '../../dataset/index.ts'
import { isRange } from '../shard-range.ts'
import type { Images, SourceKind } from '../source.ts'
import { areSamples, groupSamples, labelOf } from './samples.ts'
import { findShards, folderOf, gapsIn, isShard, shardsOnlyIn } from './shards.ts'

/** Members that tell whether an archive holds samples: of a dozen images, at the least. */
const LOOKED_AT = 64

/**
 * Shards of webdataset: tar archives in which an image lies beside its label, under one key. An image's path is that in
 * its shard, behind the shard's name.
 */
export const webdataset: SourceKind = {
  recognises: async (root) => {
    if (isRange(root) && isShard(root)) return true
    const [shard] = (await shardsOnlyIn(root)) ?? []
    const file = shard === undefined ? root : path.join(root, `${shard}.tar`)
    return isShard(file) && (await isTar(file)) && areSamples(groupSamples(readTar(file, { most: LOOKED_AT }).files))
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

  open: (root) => {
    const folder = folderOf(root)
    const shards = new Map<string, Images>()
    return (image) => {
      const slash = image.indexOf('/')
      const shard = image.slice(0, slash)
      const images = shards.get(shard) ?? imagesOfTar(path.join(folder, `${shard}.tar`))
      shards.set(shard, images)
      return images(image.slice(slash + 1))
    }
  },
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
