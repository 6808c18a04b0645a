import { rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Amount, BenchContext, Benchmark } from '../benchmark.ts'
import { evaluate } from '../evaluate.ts'
import { makeParquet, makeTar, type Member, type Pack } from '../make-archive.ts'
import { atLeast, figureRow, ratioRow, seconds, showRate, under, type Row } from '../row.ts'
import { medianOf, ratios, summarise } from '../sample.ts'
import { timeIndexing } from './indexing.ts'

interface Format {
  what: string
  ending: string
  pack: Pack
  /** Images of the archive whose indexing is timed. */
  entries: number
}

/** A tar archive has as many images as ImageNet's validation set, a Parquet file as one of its shards, and more. */
const formats: readonly Format[] = [
  { what: 'a tar archive', ending: 'tar', pack: makeTar, entries: 50_000 },
  { what: 'a Parquet file', ending: 'parquet', pack: makeParquet, entries: 5000 },
]

/** As many of the smallest images are packed over and over, to take half a GB and not seven. */
const PACKED = 24

/** Cold runs from an archive of each format, each right after one from the folder that it was packed from. */
export const archive: Benchmark = {
  name: 'archive',
  title: 'a dataset in an archive',
  isGate: true,
  run: async (context) => {
    const rows: Row[] = []
    for (const format of formats) rows.push(await runRow(format, context))
    return rows
  },
}

async function runRow({ what, ending, pack }: Format, context: BenchContext): Promise<Row> {
  const { engine, data, dataset, scratch, quick, say } = context
  const { copies, times }: Amount = quick ? { copies: 1, times: 2 } : { copies: 10, times: 3 }
  const folder = await dataset(copies)
  const packed = `${folder}-${ending}`
  const file = path.join(scratch, `${packed}.${ending}`)
  say(`archive: packing the images into ${what}`)
  pack(file, namesOf(data.files, copies, data.folder))
  await engine.call('datasets.index', { folder: file, name: packed, ...(data.classes && { classes: data.classes }) })
  const rateOf = async (name: string) =>
    (await evaluate(engine, { ...data.light.start, dataset: name, asIndexed: true, cache: false })).pipeline.fps
  const pairs: { folder: number; packed: number }[] = []
  for (let pair = 1; pair <= times; pair++) {
    say(`archive: ${what}, pair ${pair} of ${times}`)
    pairs.push({ folder: await rateOf(folder), packed: await rateOf(packed) })
  }
  await rm(file)
  return ratioRow(
    {
      what: `cold ${data.light.name}, from ${what}`,
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

/** As `makeManyImages` calls them; no image next to its copy, which would compress it. */
const namesOf = (files: readonly string[], copies: number, folder: string): Member[] =>
  Array.from({ length: copies }, (_, copy) =>
    files.map((file) => {
      const { dir, base } = path.parse(file)
      return { name: `${dir}/${copy}_${base}`, file: path.join(folder, file) }
    }),
  ).flat()

/** A large archive of each format into a new home, and a second look at it. */
export const archiveIndexing: Benchmark = {
  name: 'archive-indexing',
  title: 'indexing an archive',
  isGate: false,
  run: async (context) => {
    const { data } = context
    const smallest = await smallestOf(data.files.map((name) => path.join(data.folder, name)))
    const rows: Row[] = []
    for (const format of formats) rows.push(...(await indexingRows(format, smallest, context)))
    return rows
  },
}

async function indexingRows(
  { what, ending, pack, entries }: Format,
  images: readonly string[],
  context: BenchContext,
): Promise<Row[]> {
  const file = path.join(context.scratch, `archive.${ending}`)
  const all = `${what} of ${entries.toLocaleString('en')} images`
  context.say(`archive-indexing: packing ${all}`)
  const members = Array.from({ length: entries }, (_, i) => {
    const image = images[i % images.length] ?? ''
    return { name: `${path.basename(path.dirname(image))}/${i}_${path.basename(image)}`, file: image }
  })
  pack(file, members)
  const { first, again } = await timeIndexing(file, context)
  await rm(file)
  return [
    figureRow({ what: `index ${all}` }, summarise([first]), seconds, under(10, seconds)),
    figureRow({ what: 'index it again, unchanged' }, summarise([again]), seconds),
  ]
}

async function smallestOf(files: readonly string[]): Promise<string[]> {
  const sized = await Promise.all(files.map(async (file) => ({ file, size: (await stat(file)).size })))
  return sized
    .toSorted((a, b) => a.size - b.size)
    .slice(0, PACKED)
    .map(({ file }) => file)
}
