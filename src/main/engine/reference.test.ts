import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Input } from '../../shared/contract.ts'
import { temporaryFolder } from '../../testing/folders.ts'
import { hasSharedData, sharedData } from '../../testing/shared-data.ts'
import { findResources } from '../resources.ts'
import { openEngine } from './index.ts'

const dataset = path.join(sharedData, 'imagenet-sample/val')
const unit: Input<'runs.start'>['recipe'] = { mean: [127.5, 127.5, 127.5], std: [127.5, 127.5, 127.5] }

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

describe.skipIf(!hasSharedData)('500 real images against an independent program (needs ../shared/data)', () => {
  it.each([
    ['mobilenet_v1_0.25_128', { resize: 146, crop: 128 }, 0.444, 0.714],
    ['mobilenet_v1_0.5_160', { resize: 182, crop: 160 }, 0.704, 0.88],
  ])('%s', async (name, { resize, crop }, top1, top5) => {
    const engine = openEngine({ home: temporaryFolder(), resources: findResources() })
    await engine.call('datasets.index', { folder: dataset, name: 'real' })
    const model = path.join(sharedData, 'models', `${name}.onnx`)
    const { run } = await engine.call('runs.start', { dataset: 'real', model, recipe: { ...unit, resize, crop } })
    const summary = await engine.call('runs.wait', { run })
    expect(summary).toMatchObject({ status: 'done', classOffset: -1, top1, top5, images: { evaluated: 500 } })

    const { text } = await engine.call('reports.render', { run, as: 'images', format: 'csv' })
    await engine.close()
    const ours = byFile(text)
    const reference = path.join(sharedData, 'reference', `${name}_shortest${resize}_crop${crop}_pilbilinear.csv`)
    const theirs = byFile(readFileSync(reference, 'utf8'))
    expect([...ours.keys()].toSorted()).toEqual([...theirs.keys()].toSorted())
    let equal = 0
    for (const [file, row] of theirs) {
      expect(ours.get(file)?.['label']).toBe(row['label'])
      if (ours.get(file)?.['top1'] === row['top1']) equal++
      expect(Number(ours.get(file)?.['p1'])).toBeCloseTo(Number(row['p1']), 4)
    }
    expect(equal).toBeGreaterThanOrEqual(499)
  })
})
