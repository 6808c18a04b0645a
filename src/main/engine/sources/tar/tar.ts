import { existsSync } from 'node:fs'
import path from 'node:path'
import { AcuityError } from '../../../../shared/errors.ts'
import { ImageFault } from '../../../../shared/skip.ts'
import { hasImageName, isGroundTruth } from '../../dataset/index.ts'
import { MAX_TEXT_BYTES, readText } from '../../files/index.ts'
import { nameOfShards } from '../shard-range.ts'
import type { SourceKind } from '../source.ts'
import { StoredReader } from './read-stored.ts'
import { isCalledTar, isDevkit, isTar } from './recognise-tar.ts'
import { readTar, type TarArchive } from './tar-archive.ts'
import { imagesOfTar } from './tar-images.ts'

/** A tar archive, read where it lies: a folder of files, as its headers tell of it, with lists inside of it or beside. */
export const tar: SourceKind = {
  nameOf: nameOfShards,
  recognises: isTar,
  list: (root, { stop }) => {
    const archive = readTar(root, { stop })
    requireImages(root, archive)
    const inside = root + path.sep
    return Promise.resolve({
      files: [...archive.files.keys()].toSorted(),
      folders: [...archive.folders].toSorted(),
      litter: [...archive.litter],
      outside: 0,
      refused: new Set<string>(),
      broken: new Set(archive.broken),
      labels: null,
      warnings: [...archive.warnings],
      ownList: (name) => (archive.files.has(name) ? inside + name : listBeside(root, name)),
      readList: (file, what) =>
        file.startsWith(inside)
          ? Promise.resolve(textIn(root, archive, file.slice(inside.length)))
          : readText(file, what),
    })
  },
  open: imagesOfTar,
}

/** @throws AcuityError `dataset-invalid` for an archive of archives, and for a devkit, with what to do */
function requireImages(root: string, { files }: TarArchive): void {
  const names = [...files.keys()]
  if (names.some(hasImageName)) return
  const archive = names.find(isCalledTar)
  if (archive !== undefined)
    throw new AcuityError(
      'dataset-invalid',
      `${root} holds archives, ${archive} for one, as ILSVRC2012_img_train.tar has one a class: unpack it alone, into a ` +
        'folder of its own, and take that folder: the archives in it are read in place.',
    )
  if (names.some(isGroundTruth)) throw isDevkit(root)
}

/** A list beside an archive, as it would lie in the folder that was packed. */
export function listBeside(root: string, name: string): string | null {
  const beside = path.join(path.dirname(root), name)
  return existsSync(beside) ? beside : null
}

/** @throws AcuityError `file-unreadable` */
function textIn(root: string, { files }: TarArchive, name: string): string {
  const unreadable = (why: string) => new AcuityError('file-unreadable', `Cannot read ${root}: ${name}: ${why}.`)
  const stored = files.get(name)
  if (!stored) throw unreadable('it is not in the archive')
  if (stored instanceof ImageFault) throw unreadable(stored.message)
  if (stored.size > MAX_TEXT_BYTES) throw unreadable(`its ${stored.size} bytes are more than such a file can have`)
  const reader = new StoredReader(root)
  try {
    return reader.text(stored)
  } finally {
    reader.close()
  }
}
