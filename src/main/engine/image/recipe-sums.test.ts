import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { sampleDataset } from '../../../testing/sample.ts'
import { hasSharedData, sharedData } from '../../../testing/shared-data.ts'
import { resolveRecipe, RecipeOverrides } from '../../../shared/presets.ts'
import type { Recipe } from '../../../shared/recipe.ts'
import { createPreprocessor, cropResized } from './index.ts'

/** Of tools/recipe-sums/reference.py: the sums of a file are in the order of the recipes. */
const References = z.object({
  recipes: z.array(RecipeOverrides),
  sums: z.record(z.string(), z.record(z.string(), z.array(z.string().nullable()))),
})
const references = References.parse(
  JSON.parse(readFileSync(path.join(import.meta.dirname, 'testing/recipe-sums.json'), 'utf8')),
)
const recipes = references.recipes.map((recipe) => resolveRecipe('torchvision', recipe))

/** The file with an EXIF segment in front of its others. */
function withOrientation(jpeg: Buffer, orientation: number): Buffer {
  const tiff = Buffer.from('4d4d002a0000000800010112000300000001000000000000' + '0000', 'hex')
  tiff.writeUInt16BE(orientation, 18)
  const segment = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff])
  const head = Buffer.from([0xff, 0xe1, 0, segment.length + 2])
  return Buffer.concat([jpeg.subarray(0, 2), head, segment, jpeg.subarray(2)])
}

const filesOf = (jpeg: Buffer, { exifOrientation }: Recipe) =>
  exifOrientation ? Array.from({ length: 10 }, (_, orientation) => withOrientation(jpeg, orientation)) : [jpeg]

describe.each([
  { set: 'sample', folder: sampleDataset, skip: null },
  {
    set: 'shared',
    folder: sharedData,
    skip: hasSharedData ? null : "it needs ../shared/data, the team's reference data",
  },
])('real images, $set', ({ set, folder, skip }) => {
  const sums = Object.entries(references.sums[set] ?? {})

  it.for(sums)('%s: every option gives what Pillow and OpenCV give', ([file, expected], context) => {
    if (skip !== null) context.skip(skip)
    const jpeg = readFileSync(path.join(folder, file))
    const preprocessor = createPreprocessor()
    const wrong = recipes.flatMap((recipe, i) => {
      const wanted = expected[i] ?? null
      // There is none where the tools themselves differ.
      if (wanted === null) return []
      const alone = createHash('sha256')
      const ofWhole = createHash('sha256')
      for (const bytes of filesOf(jpeg, recipe)) {
        const crop = new Uint8Array(recipe.crop ** 2 * 3)
        preprocessor.preprocess(bytes, recipe, crop)
        alone.update(crop)
        // Nothing is left out of what is as large as its crop, and was decoded whole.
        if (recipe.crop < recipe.resize || recipe.centralCrop !== undefined)
          cropResized(preprocessor.decode(bytes).resize(recipe), recipe, crop.fill(0))
        ofWhole.update(crop)
      }
      const got = [alone, ofWhole].map((sum) => sum.digest('hex').slice(0, wanted.length))
      return got.every((sum) => sum === wanted) ? [] : [{ ...references.recipes[i], got, wanted }]
    })
    expect(wrong).toEqual([])
  })
})
