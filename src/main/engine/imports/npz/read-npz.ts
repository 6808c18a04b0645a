import { open } from 'node:fs/promises'
import type { OutputKind } from '../../../../shared/output-kind.ts'
import { AcuityError, messageOf } from '../../../../shared/errors.ts'
import { ScoredAnswers } from '../answers.ts'
import type { ImportFile } from '../import-file.ts'
import { settleOffset, TableReader, type ReadAnswers, type Told } from '../read-table.ts'
import { numberReader, numpyRows, wordIn, type NumpyRows } from './numpy-rows.ts'
import { contentOf, zipEntries, type ZipEntry } from './zip-entries.ts'

/** What arrays are called; the first that is there is taken. */
const FILES = ['files', 'filenames', 'file', 'filename', 'names', 'paths']
const LABELS = ['labels', 'targets', 'label', 'target', 'y_true']
const BEST = ['indices', 'topk', 'classes', 'predictions', 'y_pred']
const SCORES: Readonly<Record<string, OutputKind | undefined>> = {
  logits: 'logits',
  probs: 'probabilities',
  probabilities: 'probabilities',
  scores: undefined,
}
/** Of these, whole numbers are best classes, and others the scores of all, as Keras's `predict` gives them. */
const EITHER = ['predictions', 'y_pred']

/** As many images as a list of labels may name. */
const MOST_ROWS = 4_000_000

interface Named {
  name: string
  array: NumpyRows
}

/**
 * Reads arrays of numpy.savez or savez_compressed: scores `[images, classes]` in float16, 32 or 64, or the best classes, row by row.
 * @throws AcuityError `import-invalid` with the array that is wrong
 */
export async function readNpz(file: ImportFile, told: Told, signal: AbortSignal): Promise<ReadAnswers> {
  const handle = await open(file.path)
  try {
    const entries = new Map<string, ZipEntry>()
    for (const entry of await zipEntries(handle, file.bytes)) entries.set(entry.name.replace(/\.npy$/, ''), entry)
    const arrayOf = async (names: readonly string[]): Promise<Named | null> => {
      const name = names.find((each) => entries.has(each))
      const entry = name === undefined ? undefined : entries.get(name)
      if (name === undefined || !entry) return null
      const array = await inArray(name, numpyRows(contentOf(file.path, handle, entry, signal), entry.size))
      const [rows = 0] = array.dims
      if (array.dims.length === 0 || array.dims.length > 2 || rows > MOST_ROWS)
        throw new Error(`${name} has the shape [${array.dims.join(', ')}], and not one row for each image`)
      return { name, array }
    }
    const files = alone(await arrayOf(FILES), 'name')
    const labels = alone(await arrayOf(LABELS), 'label')
    const names = files && (await allOf(files, (view, { type, little }) => wordIn(view, type, little)))
    const truths = labels && (await allOf(labels, (view, array) => String(numberAt(labels.name, array)(view, 0))))
    if (!names && !told.inOrder)
      throw file.invalid(
        '',
        `it has no array "files" that names the images: it has ${[...entries.keys()].join(', ').slice(0, 200)}`,
        [{ do: 'import-as', how: 'in-order' }],
      )
    const beside: Beside = { names: told.inOrder ? null : names, truths }
    const best = await arrayOf(BEST)
    if (best && EITHER.includes(best.name) && best.array.type.startsWith('f'))
      return await readScores(file, told, { ...beside, scores: best })
    if (best)
      return await readBest(file, told, { ...beside, best, probabilities: await arrayOf(['probs', 'probabilities']) })
    const scores = await arrayOf(Object.keys(SCORES))
    if (scores) return await readScores(file, told, { ...beside, scores })
    throw file.invalid(
      '',
      `it has no array "logits" or "probs", nor "indices": it has ${[...entries.keys()].join(', ').slice(0, 200)}`,
    )
  } catch (cause) {
    if (cause instanceof AcuityError) throw cause
    signal.throwIfAborted()
    throw file.invalid('', messageOf(cause), [{ do: 'import-as', how: 'copied-again' }])
  } finally {
    await handle.close()
  }
}

/** One for each image: words or numbers in a row, or below each other. */
function alone(found: Named | null, what: string): Named | null {
  const [, ...inner] = found?.array.dims ?? []
  if (found && inner.some((dim) => dim !== 1))
    throw new Error(`${found.name} has the shape [${found.array.dims.join(', ')}], and not one ${what} for each image`)
  return found
}

/** What there is for each row. */
interface Beside {
  names: readonly string[] | null
  truths: readonly string[] | null
}

async function readScores(file: ImportFile, told: Told, { names, truths, scores }: Beside & { scores: Named }) {
  const { name, array } = scores
  const read = numberAt(name, array)
  const [rows = 0, outputs = 1] = array.dims
  checkCounts(rows, { names, truths })
  const offset = settleOffset(file, outputs, told)
  const kind = told.outputKind ?? SCORES[name]
  const mapping = { classOf: (k: number) => k + offset, classes: told.lookup.size }
  const answers = new ScoredAnswers(file, mapping, kind)
  const values = new Float64Array(outputs)
  const size = Number(array.type.slice(1))
  let row = 0
  for await (const view of inRows(name, array.rows)) {
    for (let k = 0; k < outputs; k++) values[k] = read(view, k * size)
    const label = truths ? Number(truths[row]) : null
    answers.add({ name: names?.[row] ?? String(row), where: `row ${row} of ${name}`, label }, values)
    row++
  }
  const { outputKind, reason, answers: all } = answers.finish()
  return { answers: all, outputKind, outputKindReason: reason, outputs, classOffset: offset, warnings: [] }
}

/** As the table that it is. */
async function readBest(
  file: ImportFile,
  told: Told,
  { names, truths, best, probabilities }: Beside & { best: Named; probabilities: Named | null },
): Promise<ReadAnswers> {
  const [rows = 0, count = 1] = best.array.dims
  checkCounts(rows, { names, truths })
  if (probabilities && probabilities.array.dims.join() !== best.array.dims.join())
    throw new Error(`${probabilities.name} and ${best.name} have not the same shape`)
  const numbers = ({ name, array }: Named) => {
    const read = numberAt(name, array)
    const size = Number(array.type.slice(1))
    return allOf({ name, array }, (view) => Array.from({ length: count }, (_, k) => String(read(view, k * size))))
  }
  const classes = await numbers(best)
  const shares = probabilities && (await numbers(probabilities))
  const headings = [...(names ? ['file'] : []), ...(truths ? ['target'] : []), 'index', ...(shares ? ['prob'] : [])]
  const table = new TableReader(headings, file, told)
  for (const [row, answered] of classes.entries())
    table.add(
      [
        ...(names ? [names[row] ?? ''] : []),
        ...(truths ? [truths[row] ?? ''] : []),
        answered,
        ...(shares ? [shares[row] ?? []] : []),
      ],
      `row ${row} of ${best.name}`,
    )
  return table.finish()
}

function numberAt(name: string, { type, little }: NumpyRows): (view: DataView, at: number) => number {
  const read = numberReader(type)
  if (!read) throw new Error(`${name} holds no numbers (${type})`)
  return (view, at) => read(view, at, little)
}

async function allOf<T>({ name, array }: Named, read: (view: DataView, array: NumpyRows) => T): Promise<T[]> {
  const all: T[] = []
  for await (const view of inRows(name, array.rows)) all.push(read(view, array))
  return all
}

function checkCounts(rows: number, { names, truths }: Beside): void {
  for (const each of [names, truths])
    if (each && each.length !== rows)
      throw new Error(`it has ${rows} rows of answers, and ${each.length} of names or labels`)
}

/** Says of which array it is what is wrong. */
async function inArray<T>(name: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (cause) {
    throw new Error(`${name}: ${messageOf(cause)}`, { cause })
  }
}

async function* inRows(name: string, rows: AsyncGenerator<DataView>): AsyncGenerator<DataView> {
  for (;;) {
    const next = await inArray(name, rows.next())
    if (next.done) return
    yield next.value
  }
}
