import { existsSync } from 'node:fs'
import path from 'node:path'
import { readText } from '../../files/index.ts'
import { isRange, nameOfShards } from '../shard-range.ts'
import type { SourceKind } from '../source.ts'
import { findShards, folderOf, isShard, shardsOnlyIn } from './shards.ts'
import { readTar } from './tar-archive.ts'
import { imagesOfShards } from './tar-images.ts'

/**
 * Archives of one folder that are folders of images, as the one a class that ILSVRC2012_img_train.tar holds. An image's path
 * is that in its archive, behind the archive's name.
 */
export const tars: SourceKind = {
  nameOf: nameOfShards,
  recognises: async (root) => (isRange(root) && isShard(root)) || (await shardsOnlyIn(root)) !== null,

  list: async (root, { stop }) => {
    const shards = await findShards(root)
    const files: string[] = []
    const folders: string[] = []
    const litter: string[] = []
    const broken: string[] = []
    const warnings: string[] = []
    for (const shard of shards.names) {
      stop?.throwIfAborted()
      const archive = readTar(path.join(shards.folder, `${shard}.tar`), { stop })
      const within = (name: string) => `${shard}/${name}`
      for (const file of archive.files.keys()) files.push(within(file))
      folders.push(shard, ...[...archive.folders].map(within))
      for (const file of archive.litter) litter.push(within(file))
      for (const file of archive.broken) broken.push(within(file))
      warnings.push(...archive.warnings)
    }
    return {
      files: files.toSorted(),
      folders: folders.toSorted(),
      litter,
      outside: 0,
      refused: new Set<string>(),
      broken: new Set(broken),
      labels: null,
      warnings,
      ownList: (name) => {
        const file = path.join(shards.folder, name)
        return existsSync(file) ? file : null
      },
      readList: readText,
    }
  },

  open: (root) => imagesOfShards(folderOf(root)),
}
