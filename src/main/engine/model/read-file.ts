import { Buffer } from 'node:buffer'
import type { Hash } from 'node:crypto'
import { constants, type Stats } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { AcuityError, messageOf } from '../../../shared/errors.ts'

/** Protobuf's limit of 2 GiB for one message, less room for the nodes that wrapping adds. */
export const MAX_MODEL_BYTES = 2 ** 31 - 2 ** 20

/** Hashing takes some 5 ms a slice: the event loop turns between two of them. */
const SLICE = 8 * 2 ** 20

const TOO_LARGE =
  'with its weights and external data the model exceeds 2 GiB, the most that one ONNX graph can hold. ' +
  'Export it in float16, or choose a smaller model.'

/**
 * Reads a whole file and feeds it to `hash` on the way.
 * @param excess what to say of a file beyond `limit` bytes
 * @throws AcuityError `not-found`, `file-unreadable`, or `model-invalid` beyond `limit` bytes
 */
export async function readFileHashed(
  file: string,
  hash: Hash,
  limit = MAX_MODEL_BYTES,
  excess = TOO_LARGE,
): Promise<Uint8Array> {
  const handle = await openFile(file)
  try {
    const stat = await regular(file, handle)
    if (stat.size > limit) throw new AcuityError('model-invalid', `${file}: ${excess}`)
    const bytes = new Uint8Array(stat.size)
    for (let at = 0; at < bytes.length;) {
      const { bytesRead } = await handle.read(bytes, at, Math.min(SLICE, bytes.length - at), at)
      if (bytesRead === 0) throw new Error('it became shorter while it was being read')
      hash.update(bytes.subarray(at, at + bytesRead))
      at += bytesRead
    }
    return bytes
  } catch (error) {
    throw cannotRead(file, error)
  } finally {
    await handle.close()
  }
}

/** As much as tells what a file is. */
const HEAD = 2 ** 14

/**
 * What a file begins with.
 * @throws AcuityError `not-found`, `file-unreadable`
 */
export async function readBeginning(file: string): Promise<Buffer> {
  const handle = await openFile(file)
  try {
    // A pipe would be read away from whoever reads it next.
    await regular(file, handle)
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD), 0, HEAD, 0)
    return buffer.subarray(0, bytesRead)
  } catch (error) {
    throw cannotRead(file, error)
  } finally {
    await handle.close()
  }
}

/** The same; nothing where it cannot be read, which whoever reads all of it says best. */
export const readHead = (file: string): Promise<Buffer> => readBeginning(file).catch(() => Buffer.alloc(0))

/** Without O_NONBLOCK, opening a pipe would wait for ever. (On Windows it is undefined, which changes nothing.) */
function openFile(file: string): Promise<FileHandle> {
  return open(file, constants.O_RDONLY | constants.O_NONBLOCK).catch((error: unknown) => {
    throw cannotRead(file, error)
  })
}

async function regular(file: string, handle: FileHandle): Promise<Stats> {
  const stat = await handle.stat()
  if (stat.isFile()) return stat
  throw new AcuityError('file-unreadable', `${file} is a folder, a pipe or a device: a regular file is needed.`)
}

function cannotRead(file: string, error: unknown): AcuityError {
  if (error instanceof AcuityError) return error
  const reason = messageOf(error)
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
    return new AcuityError('not-found', `${file} does not exist: check the path.`, { cause: error })
  return new AcuityError('file-unreadable', `${file} cannot be read: ${reason}`, { cause: error })
}
