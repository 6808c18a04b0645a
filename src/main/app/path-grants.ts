import { Buffer } from 'node:buffer'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import path from 'node:path'
import { AcuityError } from '../../shared/errors.ts'
import { isCaffeText, mayBeModel, recogniseModelFile, type ModelFormat } from '../../shared/model-formats.ts'
import { joinShards } from '../../shared/shards.ts'
import type { Drop, GrantedPath, PathKind } from '../../shared/shell-contract.ts'

/** ILSVRC2012's training images are 1,000 archives, and shards of larger sets are as many again; each is looked at. */
const MOST_DROPPED = 2000

/** What a person chose in a dialog or dropped, named for the page by a number that cannot be guessed. */
export class PathGrants {
  readonly #paths = new Map<string, GrantedPath>()

  /** Names a path that a person has chosen; a model's, with its format where only its content says it. */
  grant(kind: PathKind, file: string, format?: ModelFormat): GrantedPath {
    const granted = { grant: randomUUID(), kind, path: file, ...(format && { format }) }
    this.#paths.set(granted.grant, granted)
    return granted
  }

  /** @throws AcuityError `invalid-input` for what was never granted, or granted as something else */
  path(grant: string, ...kinds: readonly PathKind[]): string {
    const granted = this.#paths.get(grant)
    if (!granted || !kinds.includes(granted.kind))
      throw new AcuityError('invalid-input', 'This file was not chosen in this window: choose it once more.')
    return granted.path
  }

  /**
   * Grants folders and archives (datasets, shards of one together) and the files of models, and names the rest. A list that is dropped with one
   * archive says its labels; tables that are dropped with nothing else are answers that were made elsewhere.
   * @throws AcuityError `invalid-input` for nothing, or too much at once
   */
  async drop(paths: readonly string[]): Promise<Drop> {
    // What is dragged from another program, or from a page, may have no path.
    if (paths.length === 0) throw new AcuityError('invalid-input', 'What was dropped is no file of this machine.')
    if (paths.length > MOST_DROPPED)
      throw new AcuityError(
        'invalid-input',
        `These are ${paths.length} files: drop at most ${MOST_DROPPED} at once, or the folder that they lie in.`,
      )
    const drop: Drop = { granted: [], refused: [] }
    const left: string[] = []
    const archives: string[] = []
    for (const file of paths) {
      const found = await recognise(file)
      if (found?.kind === 'archive') archives.push(file)
      else if (found) drop.granted.push(this.grant(found.kind, file, found.format))
      else left.push(file)
    }
    for (const archive of joined(archives)) drop.granted.push(this.grant('archive', archive))
    const labels = drop.granted.filter(({ kind }) => kind === 'archive').length === 1 ? onlyList(left) : undefined
    if (labels !== undefined) drop.granted.push(this.grant('labels', labels))
    const isAlone = drop.granted.length === 0
    for (const file of left.filter((each) => each !== labels)) {
      if (isAlone && ANSWERS.test(file)) drop.granted.push(this.grant('answers', file))
      else drop.refused.push(path.basename(file))
    }
    return drop
  }
}

/** Archives, shards of one dataset as the one name that stands for them. */
function joined(files: readonly string[]): string[] {
  const folders = [...new Set(files.map((file) => path.dirname(file)))]
  return folders.flatMap((folder) =>
    joinShards(files.filter((file) => path.dirname(file) === folder).map((file) => path.basename(file))).map((name) =>
      path.join(folder, name),
    ),
  )
}

interface Recognised {
  kind: PathKind
  format?: ModelFormat
}

/** What a folder has that is a model of TensorFlow's, or of transformers.js, and no dataset. */
const SAVED_MODEL = ['saved_model.pb']
const TRANSFORMERS = ['config.json', 'preprocessor_config.json', 'processor_config.json'].flatMap((config) =>
  ['onnx', 'model.onnx'].map((network) => [config, network]),
)
const MODEL_FOLDERS = [SAVED_MODEL, ...TRANSFORMERS]

/** By its name, also compressed: what is to be done about that, the engine says. */
const ARCHIVE = /\.(parquet|tar|tar\.[a-z0-9]+|tgz|tbz2?|txz|tzst)$/i
const ANSWERS = /\.(csv|json|npz)$/i
const LIST = /\.(txt|csv|tsv)$/i

/** The list among files, where there is one alone. */
function onlyList(files: readonly string[]): string | undefined {
  const [list, ...others] = files.filter((file) => LIST.test(file))
  return others.length === 0 ? list : undefined
}

const isModelFolder = (folder: string) =>
  MODEL_FOLDERS.some((names) => names.every((name) => existsSync(path.join(folder, name))))

/** What was dropped, by its name or else by its content: what may be a model, the engine says what it is. */
async function recognise(file: string): Promise<Recognised | null> {
  const found = await stat(file).catch(() => null)
  if (found?.isDirectory()) return { kind: isModelFolder(file) ? 'model' : 'folder' }
  if (!found?.isFile()) return null
  const kind = recogniseModelFile(file)?.kind
  if (kind) return { kind }
  if (ARCHIVE.test(file)) return { kind: 'archive' }
  const head = await headOf(file)
  if (!mayBeModel(head)) return null
  return isCaffeText(head) ? { kind: 'model', format: 'caffe' } : { kind: 'model' }
}

/** The format of a model that its name does not say. */
export async function formatByContent(file: string): Promise<ModelFormat | undefined> {
  if (recogniseModelFile(file)) return undefined
  return (await recognise(file))?.format
}

const HEAD = 2 ** 14

/** What a file begins with, a letter for each byte; nothing of one that cannot be read. */
async function headOf(file: string): Promise<string> {
  const handle = await open(file).catch(() => null)
  try {
    const read = await handle?.read(Buffer.alloc(HEAD), 0, HEAD, 0)
    return read ? read.buffer.toString('latin1', 0, read.bytesRead) : ''
  } catch {
    return ''
  } finally {
    await handle?.close()
  }
}
