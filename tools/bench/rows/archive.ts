import { rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Amount, BenchContext, Benchmark } from '../benchmark.ts'
import { evaluate } from '../evaluate.ts'
import { makeArchive } from '../make-archive.ts'
import { atLeast, figureRow, ratioRow, seconds, showRate, under, type Row } from '../row.ts'
import { medianOf, ratios, summarise } from '../sample.ts'
import { timeIndexing } from './indexing.ts'

/** As many as ImageNet's validation set has. */
const ENTRIES = 50_000
/** As many of the smallest images are packed over and over, to take half a GB and not seven. */
const PACKED = 24

/** Cold runs from a tar archive, each right after one from the folder that it was packed from. */
export const archive: Benchmark = {
  name: 'archive',
  title: 'a dataset in a tar archive',
  isGate: true,
  run: async (context) => [await runRow(context.quick ? { copies: 1, times: 2 } : { copies: 2, times: 3 }, context)],
}

async function runRow({ copies, times }: Amount, { engine, data, dataset, scratch, say }: BenchContext): Promise<Row> {
  const folder = await dataset(copies)
  const packed = `${folder}-packed`
  const file = path.join(scratch, `${packed}.tar`)
  say('archive: packing the images')
  makeArchive(file, namesOf(data.files, copies, data.folder))
  await engine.call('datasets.index', { folder: file, name: packed, ...(data.classes && { classes: data.classes }) })
  const rateOf = async (name: string) =>
    (await evaluate(engine, { ...data.light.start, dataset: name, asIndexed: true, cache: false })).pipeline.fps
  const pairs: { folder: number; packed: number }[] = []
  for (let pair = 1; pair <= times; pair++) {
    say(`archive: pair ${pair} of ${times}`)
    pairs.push({ folder: await rateOf(folder), packed: await rateOf(packed) })
  }
  await rm(file)
  return ratioRow(
    {
      what: `cold ${data.light.name}, from a tar archive`,
      measured: showRate(medianOf(pairs, (pair) => pair.packed)),
      limit: showRate(medianOf(pairs, (pair) => pair.folder)),
      notes: ['the limit is the same run from the folder that was packed, right before'],
    },
    ratios(
      pairs,
      (pair) => pair.packed,
      (pair) => pair.folder,
    ),
    atLeast(0.9),
  )
}

/** As `makeManyImages` calls them. */
const namesOf = (files: readonly string[], copies: number, folder: string) =>
  files.flatMap((file) =>
    Array.from({ length: copies }, (_, copy) => {
      const { dir, base } = path.parse(file)
      return { name: `${dir}/${copy}_${base}`, file: path.join(folder, file) }
    }),
  )

/** A tar archive as large as ImageNet's validation set by its entries, into a new home, and a second look at it. */
export const archiveIndexing: Benchmark = {
  name: 'archive-indexing',
  title: 'indexing a tar archive',
  isGate: false,
  run: async (context) => {
    const { data, scratch, say } = context
    const file = path.join(scratch, 'archive.tar')
    const entries = ENTRIES.toLocaleString('en')
    say(`archive-indexing: packing ${entries} images`)
    const smallest = await smallestOf(data.files.map((name) => path.join(data.folder, name)))
    makeArchive(
      file,
      Array.from({ length: ENTRIES }, (_, i) => {
        const image = smallest[i % smallest.length] ?? ''
        return { name: `${path.basename(path.dirname(image))}/${i}_${path.basename(image)}`, file: image }
      }),
    )
    const { first, again } = await timeIndexing(file, context)
    await rm(file)
    return [
      figureRow({ what: `index a tar archive of ${entries} images` }, summarise([first]), seconds, under(10, seconds)),
      figureRow({ what: 'index it again, unchanged' }, summarise([again]), seconds),
    ]
  },
}

async function smallestOf(files: readonly string[]): Promise<string[]> {
  const sized = await Promise.all(files.map(async (file) => ({ file, size: (await stat(file)).size })))
  return sized
    .toSorted((a, b) => a.size - b.size)
    .slice(0, PACKED)
    .map(({ file }) => file)
}
