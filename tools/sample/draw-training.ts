import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { createPreprocessor } from '../../src/main/engine/image/index.ts'
import type { networks } from './networks.ts'
import { photograph } from './photograph.ts'
import { species } from './species.ts'

/**
 * Draws a set disjoint from the validation images and writes what train.py reads: for each size `<resize>.u8`, the
 * resized pixels of every image (resize × resize × RGB), through a JPEG and the product's own preprocessing as in an
 * evaluation but not yet cropped, since training crops at random; and `labels.u8`, one byte an image. Networks that are
 * trained on one size share its file.
 */
export function drawTraining(folder: string, nets: typeof networks, imagesPerClass: number): void {
  const sizes = new Map(nets.map(({ recipe }) => [recipe.resize, recipe]))
  const outputs = [...sizes.values()].map(({ resize, ...rest }) => ({
    geometry: { ...rest, resize, crop: resize },
    pixels: new Uint8Array(resize * resize * 3),
    file: openSync(join(folder, `${resize}.u8`), 'w'),
  }))
  const preprocessor = createPreprocessor()
  const labels: number[] = []
  for (let i = 1; i <= imagesPerClass; i++) {
    for (const [label, kind] of species.entries()) {
      const { bytes } = photograph(kind, `train ${i}`)
      for (const { geometry, pixels, file } of outputs) {
        preprocessor.preprocess(bytes, geometry, pixels)
        writeSync(file, pixels)
      }
      labels.push(label)
    }
    if (i % 20 === 0) console.log(`drew ${i} of ${imagesPerClass} training images a class`)
  }
  for (const { file } of outputs) closeSync(file)
  writeFileSync(join(folder, 'labels.u8'), Uint8Array.from(labels))
}
