import { readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { PeerAnswer, PeerJob } from './run-peer.ts'

/** What is used of transformers.js. */
interface Transformers {
  env: { localModelPath: string; allowRemoteModels: boolean }
  pipeline: (task: 'image-classification', model: string, options: { dtype: 'fp32' }) => Promise<Classify>
}
type Classify = (files: readonly string[], options: { top_k: number }) => Promise<{ label: string }[][]>

/** As many classes as a run of Acuity keeps of each image. */
const TOP_K = 10

const [job = ''] = process.argv.slice(2)
const { entry, modelFolder, files, batch } = JSON.parse(readFileSync(job, 'utf8')) as PeerJob
const { env, pipeline } = (await import(pathToFileURL(entry).href)) as Transformers
env.localModelPath = path.dirname(modelFolder)
env.allowRemoteModels = false
const classifier = await pipeline('image-classification', path.basename(modelFolder), { dtype: 'fp32' })
await classify(files.slice(0, batch))

const start = performance.now()
const outputs = await classify(files)
const answer: PeerAnswer = { seconds: (performance.now() - start) / 1000, outputs }
process.stdout.write(JSON.stringify(answer))

async function classify(some: readonly string[]): Promise<number[]> {
  const best: number[] = []
  for (let first = 0; first < some.length; first += batch) {
    const answers = await classifier(some.slice(first, first + batch), { top_k: TOP_K })
    best.push(...answers.map(([top]) => Number(top?.label)))
  }
  return best
}
