import { existsSync } from 'node:fs'
import path from 'node:path'
import { AcuityError } from '../../../../shared/errors.ts'
import { ImageFault } from '../../../../shared/skip.ts'
import { MAX_TEXT_BYTES, readText } from '../../files/index.ts'
import type { SourceKind } from '../source.ts'
import { StoredReader } from './read-stored.ts'
import { isTar } from './recognise-tar.ts'
import { readTar, type TarArchive } from './tar-archive.ts'
import { imagesOfTar } from './tar-images.ts'

/** A tar archive, read where it lies: a folder of files, as its headers tell of it, with lists inside of it or beside. */
export const tar: SourceKind = {
  recognises: isTar,
  list: (root, { stop }) => {
    const archive = readTar(root, { stop })
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
