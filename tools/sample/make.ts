/**
 * Makes resources/sample, all of it but its README: draws the images, draws another set to train on (never kept),
 * trains the networks on it, measures them. About half an hour on one core.
 *
 *   node tools/sample/make.ts
 *
 * Needs Python with torch as /usr/bin/python3 has it after `apt-get install python3-torch` (Debian 12: 1.13).
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Recipe } from '../../src/shared/recipe.ts'
import { annotation } from './annotation.ts'
import { drawTraining } from './draw-training.ts'
import { accuracy, classify, type LabelledFile } from './measure.ts'
import { networks } from './networks.ts'
import { photograph } from './photograph.ts'
import { species } from './species.ts'

const IMAGES_PER_CLASS = 20
const TRAINING_IMAGES_PER_CLASS = 200

const here = import.meta.dirname
const sample = join(here, '../../resources/sample')

const files = drawValidation(join(sample, 'val'), join(sample, 'bbox'))
const draw = mkdtempSync(join(tmpdir(), 'acuity-sample-'))
drawTraining(draw, networks, TRAINING_IMAGES_PER_CLASS)
mkdirSync(join(sample, 'models'), { recursive: true })
for (const { name, recipe, smallest } of networks) {
  const model = join(sample, 'models', `${name}.onnx`)
  const options = [
    draw,
    String(recipe.resize),
    String(recipe.crop),
    String(recipe.mean[0]),
    String(recipe.std[0]),
    model,
    ...(smallest === undefined ? [] : [String(smallest)]),
  ]
  execFileSync('/usr/bin/python3', [join(here, 'train.py'), ...options], {
    stdio: 'inherit',
    // glibc would otherwise give every large tensor back to the system and fault it in again: half of the time.
    env: { ...process.env, MALLOC_MMAP_THRESHOLD_: '4294967296', MALLOC_TRIM_THRESHOLD_: '4294967296' },
  })
  writeFileSync(join(sample, 'models', `${name}.recipe.json`), oneFieldALine(recipe))
  const share = accuracy(await classify(model, recipe, files), files)
  console.log(`${name}: top-1 ${(share * 100).toFixed(1)}% of ${files.length} images`)
}
rmSync(draw, { recursive: true })

/** Writes the dataset anew: one folder a class, and the class list; and where its objects are, as ILSVRC does. */
function drawValidation(val: string, bbox: string): LabelledFile[] {
  for (const folder of [val, bbox]) rmSync(folder, { recursive: true, force: true })
  const drawn = species.flatMap((kind, label) => {
    for (const folder of [val, bbox]) mkdirSync(join(folder, kind.id), { recursive: true })
    return Array.from({ length: IMAGES_PER_CLASS }, (_, i) => {
      const name = `${kind.id}_${String(i + 1).padStart(4, '0')}`
      const photo = photograph(kind, `val ${i + 1}`)
      writeFileSync(join(val, kind.id, `${name}.JPEG`), photo.bytes)
      writeFileSync(join(bbox, kind.id, `${name}.xml`), annotation(kind.id, name, photo))
      return { bytes: photo.bytes, label }
    })
  })
  writeFileSync(join(val, 'classes.txt'), species.map(({ id, names }) => `${id} ${names}\n`).join(''))
  return drawn
}

function oneFieldALine(recipe: Recipe): string {
  const fields = Object.entries(recipe).map(
    ([key, value]) => `  "${key}": ${JSON.stringify(value).replaceAll(',', ', ')}`,
  )
  return `{\n${fields.join(',\n')}\n}\n`
}
