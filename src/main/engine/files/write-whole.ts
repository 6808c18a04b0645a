import { constants } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { isatty } from 'node:tty'
import { withoutControls } from '../../../shared/text.ts'
import { findTarget } from './find-target.ts'
import { makeFolders } from './make-folders.ts'
import { PRIVATE } from './private.ts'
import { partialName, removeLeftPartials } from './partial-files.ts'
import { isSystemError, unwritable } from './write-error.ts'

type Pieces = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>

/** A name that is taken is not opened, not even where it is a link that leads to nothing. */
const NEW = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL
const INTO = constants.O_WRONLY | constants.O_APPEND

/** What the umask leaves of it. */
const PUBLIC = { folder: 0o777, file: 0o666 }

interface WriteOptions {
  /** For nobody else to read, as what lies in the home is. What is replaced stays as open as it was. */
  isPrivate?: boolean
  /** Gone with its process: nobody waits for it to reach the disk. */
  isPassing?: boolean
}

/**
 * Writes a file that appears under its name only when it is complete, whatever happens to the process meanwhile. A link
 * is followed and stays; a device or a pipe is written into.
 * @returns how many bytes were written
 * @throws AcuityError `file-unwritable`, `disk-full`; what the pieces themselves throw is passed on
 */
export async function writeWhole(
  file: string,
  pieces: Pieces,
  { isPrivate = false, isPassing = false }: WriteOptions = {},
): Promise<number> {
  try {
    const target = await findTarget(file)
    if (target.kind === 'stream') return await writeInto(file, target.descriptor, pieces)
    const { file: mode, folder } = isPrivate ? PRIVATE : PUBLIC
    makeFolders(path.dirname(target.file), folder)
    await removeLeftPartials(target.file)
    return await replace(target.file, pieces, { mode, kept: target.mode, flush: !isPassing })
  } catch (cause) {
    if (!isSystemError(cause)) throw cause
    throw unwritable(file, cause)
  }
}

interface Replacing {
  mode: number
  kept: number | null
  flush: boolean
}

async function replace(file: string, pieces: Pieces, { mode, kept, flush }: Replacing) {
  const partial = partialName(file)
  // Until it is whole, nobody else may read what they could not read before.
  const handle = await open(partial, NEW, kept === null ? mode : 0o600)
  try {
    if (kept !== null) await handle.chmod(kept)
    const bytes = await write(pieces, handle.createWriteStream({ flush }))
    await rename(partial, file)
    return bytes
  } catch (error) {
    // The first error is the one to tell.
    await handle.close().catch(() => undefined)
    await rm(partial, { force: true }).catch(() => undefined)
    throw error
  }
}

async function writeInto(file: string, descriptor: number | null, pieces: Pieces): Promise<number> {
  if (descriptor === 1) return write(shownOn(1, pieces), process.stdout, { end: false })
  if (descriptor === 2) return write(shownOn(2, pieces), process.stderr, { end: false })
  const handle = await open(file, INTO)
  return write(shownOn(handle.fd, pieces), handle.createWriteStream())
}

/** A terminal is given no name of a stranger that would steer it. */
async function* shownOn(descriptor: number, pieces: Pieces): AsyncGenerator<string | Uint8Array> {
  const isTerminal = isatty(descriptor)
  for await (const piece of each(pieces)) yield isTerminal && typeof piece === 'string' ? withoutControls(piece) : piece
}

async function write(pieces: Pieces, stream: NodeJS.WritableStream, options = { end: true }): Promise<number> {
  let bytes = 0
  const counted = async function* () {
    for await (const piece of each(pieces)) {
      bytes += Buffer.byteLength(piece)
      yield piece
    }
  }
  await pipeline(Readable.from(counted()), stream, options)
  return bytes
}

async function* each(pieces: Pieces): AsyncGenerator<string | Uint8Array> {
  yield* pieces
}
