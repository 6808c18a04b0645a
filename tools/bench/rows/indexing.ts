import { rm } from 'node:fs/promises'
import path from 'node:path'
import { openEngine } from '../../../src/main/engine/index.ts'
import { findResources } from '../../../src/main/resources.ts'
import type { BenchContext, Benchmark } from '../benchmark.ts'
import { makeManyImages } from '../many-images.ts'
import { figureRow, seconds, under } from '../row.ts'
import { summarise } from '../sample.ts'

/** As many as ImageNet's validation set has. */
const FILES = 50_000

/** Headers of 50,000 files into a new home, and a second look at them when nothing has changed. */
export const indexing: Benchmark = {
  name: 'indexing',
  title: 'indexing',
  isGate: true,
  run: async (context) => {
    const { data, scratch, quick, say } = context
    const folder = path.join(scratch, 'many')
    const copies = Math.ceil(FILES / data.files.length)
    const files = (copies * data.files.length).toLocaleString('en')
    say(`indexing: making ${files} files`)
    await makeManyImages(data, scratch, folder, copies)
    const times: IndexTimes[] = []
    for (let round = 1; round <= (quick ? 1 : 2); round++) {
      say(`indexing: round ${round}`)
      times.push(await timeIndexing(folder, context))
    }
    await rm(folder, { recursive: true })
    const notes = ['hard links to the images, read from memory by the operating system']
    return [
      figureRow(
        { what: `index ${files} files`, notes },
        summarise(times.map(({ first }) => first)),
        seconds,
        under(10, seconds),
      ),
      figureRow(
        { what: `index ${files} files again, unchanged` },
        summarise(times.map(({ again }) => again)),
        seconds,
        under(2, seconds),
      ),
    ]
  },
}

/** In seconds. */
interface IndexTimes {
  first: number
  again: number
}

export async function timeIndexing(folder: string, { scratch, data }: BenchContext): Promise<IndexTimes> {
  const home = path.join(scratch, 'index-home')
  const engine = openEngine({ home, resources: findResources() })
  try {
    const classes = data.classes && { classes: data.classes }
    const first = await time(() => engine.call('datasets.index', { folder, ...classes }))
    const again = await time(() => engine.call('datasets.index', { folder }))
    return { first, again }
  } finally {
    await engine.close()
    await rm(home, { recursive: true })
  }
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}
