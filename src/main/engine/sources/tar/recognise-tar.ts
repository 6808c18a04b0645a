import { open, stat } from 'node:fs/promises'
import path from 'node:path'
import { AcuityError, messageOf } from '../../../../shared/errors.ts'
import { isPackedDevkit } from '../../dataset/index.ts'
import { BLOCK, isZero, parseHeader } from './header.ts'

/** By what they begin with: archives that can only be read from the beginning, or not as they are; and what to do. */
const PACKED: readonly (readonly [what: string, beginning: string, way: string])[] = [
  ['gzip', '\x1f\x8b', 'decompress it (gunzip)'],
  ['xz', '\xfd7zXZ\0', 'decompress it (unxz)'],
  ['bzip2', 'BZh', 'decompress it (bunzip2)'],
  ['Zstandard', '(\xb5/\xfd', 'decompress it (unzstd)'],
  ['ZIP', 'PK\x03\x04', 'unpack it'],
  ['7z', "7z\xbc\xaf'\x1c", 'unpack it'],
  ['RAR', 'Rar!\x1a\x07', 'unpack it'],
]

/** Somebody who has the images' labels at hand, if packed. */
export const isDevkit = (file: string) =>
  new AcuityError(
    'dataset-invalid',
    `${file} is ILSVRC's development kit, which says the classes of images and holds none: unpack it beside the folder of ` +
      'images, where it is found, and take that folder.',
  )

export const isCalledTar = (file: string) => file.toLowerCase().endsWith('.tar')

/**
 * Whether a file is a tar archive, by its first header.
 * @throws AcuityError `file-unreadable` for one that is compressed, or is called so and is none
 */
export async function isTar(file: string): Promise<boolean> {
  if (!(await stat(file).catch(() => null))?.isFile()) return false
  const head = await headOf(file)
  const beginning = head.toString('latin1')
  const [what, , way] = PACKED.find(([, mark]) => beginning.startsWith(mark)) ?? []
  if (what !== undefined && isPackedDevkit(path.basename(file))) throw isDevkit(file)
  if (what !== undefined && way !== undefined)
    throw unreadable(
      `${file} is compressed (${what}), and images are read in place, which needs random access: ${way}, and take the .tar.`,
    )
  // One that holds nothing is two blocks of zeros.
  if (head.length === BLOCK && (isZero(head) ? isCalledTar(file) : parseHeader(head) !== null)) return true
  if (isCalledTar(file))
    throw unreadable(`${file} is called a tar archive and is none: is it what you downloaded, whole?`)
  return false
}

async function headOf(file: string): Promise<Buffer> {
  const handle = await open(file).catch((cause: unknown) => {
    throw unreadable(`Cannot read ${file}: ${messageOf(cause)}.`)
  })
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(BLOCK), 0, BLOCK, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

const unreadable = (message: string) => new AcuityError('file-unreadable', message)
