import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { createPreprocessor } from '../../src/main/engine/image/index.ts'
import { runSummary } from '../command-line.ts'
import { expect } from '../fixtures.ts'

/**
 * Compares the exact pixels on an image's page, byte for byte, with what the runs' recipes make of the file.
 * @param runs the run that is looked at, and the one beside it if there is one
 */
export async function checkPixels(page: Page, home: string, file: string, runs: readonly number[]): Promise<void> {
  const tiles = page.getByRole('region', { name: 'Exact pixels' }).getByRole('img')
  await expect(tiles).toHaveCount(runs.length)
  for (const [i, run] of runs.entries()) {
    const { recipe } = await runSummary(home, run)
    const wanted = new Uint8Array(recipe.crop * recipe.crop * 3)
    createPreprocessor().preprocess(readFileSync(file), recipe, wanted)
    await expect.poll(() => tiles.nth(i).evaluate((tile: HTMLImageElement) => tile.naturalWidth)).toBe(recipe.crop)
    // The very bytes, as the page shows them.
    const shown = await tiles.nth(i).evaluate((tile: HTMLImageElement) => {
      const context = new OffscreenCanvas(tile.naturalWidth, tile.naturalHeight).getContext('2d')
      context?.drawImage(tile, 0, 0)
      const { data } = context?.getImageData(0, 0, tile.naturalWidth, tile.naturalHeight) ?? { data: [] }
      return [...data].filter((_, at) => at % 4 !== 3)
    })
    expect(Buffer.from(shown).equals(wanted)).toBe(true)
  }
}
