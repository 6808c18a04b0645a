import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine, Input } from '../../../shared/contract.ts'
import { makeFolder } from '../../../testing/folders.ts'
import { hasSharedData, sharedData } from '../../../testing/shared-data.ts'
import { findResources } from '../../resources.ts'
import { openEngine } from '../index.ts'

const dataset = path.join(sharedData, 'imagenet-sample/val')
const unit = { mean: [127.5, 127.5, 127.5], std: [127.5, 127.5, 127.5] } satisfies Input<'runs.start'>['recipe']

/** Rows of a CSV file without quotes, by the base name in their first column. */
function byFile(csv: string): Map<string, Record<string, string>> {
  const [header = '', ...lines] = csv.trim().split(/\r?\n/)
  const names = header.split(',')
  return new Map(
    lines.map((line) => {
      const row = Object.fromEntries(line.split(',').map((cell, i) => [names[i] ?? '', cell]))
      return [path.posix.basename(row['file'] ?? ''), row]
    }),
  )
}

interface Reference {
  /** The model's files, and the CSV with the other program's answers, without their folders and the latter's ending. */
  model: string
  weights?: string
  answers: string
  preset?: 'caffe'
  recipe: Input<'runs.start'>['recipe']
  top1: number
  top5: number
  /** Whether the other program's p1 to p5 are probabilities; of SqueezeNet they are raw scores. */
  probabilities: boolean
}

const squeezenet = {
  model: 'squeezenet_v1.0_deploy.prototxt',
  weights: 'squeezenet_v1.0.caffemodel',
  preset: 'caffe',
  probabilities: false,
} as const

const references: Reference[] = [
  {
    probabilities: true,
    model: 'mobilenet_v1_0.25_128.onnx',
    answers: 'mobilenet_v1_0.25_128_shortest146_crop128_pilbilinear',
    recipe: { ...unit, resize: 146, crop: 128 },
    top1: 0.444,
    top5: 0.714,
  },
  {
    probabilities: true,
    model: 'mobilenet_v1_0.5_160.onnx',
    answers: 'mobilenet_v1_0.5_160_shortest182_crop160_pilbilinear',
    recipe: { ...unit, resize: 182, crop: 160 },
    top1: 0.704,
    top5: 0.88,
  },
  ...(
    [
      [256, 227, 0.654, 0.846],
      [128, 111, 0.34, 0.62],
      [128, 99, 0.31, 0.552],
    ] as const
  ).map(([resize, crop, top1, top5]) => ({
    ...squeezenet,
    answers: `squeezenet_v1.0_squash${resize}_crop${crop}_cv2linear`,
    recipe: { resize, crop, mean: [104, 117, 123] as [number, number, number] },
    top1,
    top5,
  })),
]

const scores = (row: Record<string, string>) => ({ p1: Number(row['p1']), p2: Number(row['p2']) })

describe.skipIf(!hasSharedData)('500 real images against an independent program (needs ../shared/data)', () => {
  let home: ReturnType<typeof makeFolder>
  let engine: Engine
  beforeAll(async () => {
    home = makeFolder()
    engine = openEngine({ home: home.folder, resources: findResources() })
    await engine.call('datasets.index', { folder: dataset, name: 'real' })
  })
  afterAll(async () => {
    await engine.close()
    home.remove()
  })

  it.each(references)('$answers', async ({ model, weights, answers, preset, recipe, top1, top5, probabilities }) => {
    const files = path.join(sharedData, 'models')
    const { run } = await engine.call('runs.start', {
      dataset: 'real',
      asIndexed: true,
      model: path.join(files, model),
      weights: weights && path.join(files, weights),
      preset,
      recipe,
    })
    const summary = await engine.call('runs.wait', { run })
    expect(summary).toMatchObject({ status: 'done', top1, top5, images: { evaluated: 500 } })

    const { text } = await engine.call('reports.render', { run, as: 'images', format: 'csv' })
    const ours = byFile(text)
    const theirs = byFile(readFileSync(path.join(sharedData, 'reference', `${answers}.csv`), 'utf8'))
    expect([...ours.keys()].toSorted()).toEqual([...theirs.keys()].toSorted())
    let equal = 0
    for (const [file, theirRow] of theirs) {
      const row = ours.get(file) ?? {}
      expect(row['label']).toBe(theirRow['label'])
      if (row['top1'] === theirRow['top1']) equal++
      const [our, their] = [scores(row), scores(theirRow)]
      if (probabilities) expect(our.p1).toBeCloseTo(their.p1, 4)
      // A softmax turns differences of scores into ratios.
      else expect(Math.log(our.p1 / our.p2)).toBeCloseTo(their.p1 - their.p2, 3)
    }
    expect(equal).toBeGreaterThanOrEqual(499)
  })
})
