import type { Page } from '@playwright/test'
import type { Recipe } from '../../src/shared/recipe.ts'
import { probability } from '../../src/shared/text.ts'
import { ClassRecord, ImageRecord, report, runSummary } from '../command-line.ts'
import { expect } from '../fixtures.ts'
import { grouped, nameIn } from './figures.ts'

/** Opens misclassified images one after another, and compares what is shown of each with the command line's report. */
export async function checkImage(page: Page, home: string, run: number, errors: ImageRecord[]): Promise<void> {
  const classes = await report(home, run, 'classes', ClassRecord)
  const { recipe } = await runSummary(home, run)
  const grid = page.getByRole('grid', { name: 'Misclassified images' })
  const tiles = grid.getByRole('gridcell').getByRole('link')
  await expect
    .poll(() =>
      tiles
        .first()
        .locator('img')
        .evaluate((picture: HTMLImageElement) => picture.naturalWidth),
    )
    .toBeGreaterThan(60)

  await tiles.first().focus()
  await page.keyboard.press('ArrowRight')
  await expect(tiles.nth(1)).toBeFocused()
  await page.keyboard.press('Enter')
  for (const position of [2, 3]) {
    const error = errors[position - 1]
    if (!error) throw new Error('The run has too few errors.')
    const name = nameIn(classes)
    await expect(page.getByRole('status').filter({ hasText: `${position} of ${grouped(errors.length)}` })).toBeVisible()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(name(error.label))
    const { top1, top2, top3, top4, top5, p1, p2, p3, p4, p5 } = error
    const answers = [top1, top2, top3, top4, top5].map((index, i) => ({ index, p: [p1, p2, p3, p4, p5][i] ?? 0 }))
    const items = page.getByRole('list', { name: 'Predictions' }).getByRole('listitem')
    // What is shown of the image before stays until this one's answers have come.
    const texts = async () => (await items.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ').trim())
    await expect
      .poll(texts)
      .toEqual(
        answers.map(({ index, p }) =>
          [name(index), ...(index === error.label ? ['true class'] : []), probability(p)].join(' '),
        ),
      )
    await expect(page.getByText(error.file)).toBeVisible()
    await checkCrop(page, recipe)
    await page.keyboard.press('ArrowRight')
  }
  await page.keyboard.press('Escape')
  await expect(grid).toBeVisible()
  // The grid is where it was left, at the image that was looked at last.
  await expect(grid.locator(':focus')).toBeVisible()
}

/** The crop's box lies over the picture where the recipe's own arithmetic puts it. */
async function checkCrop(page: Page, { fit, resize, crop }: Recipe): Promise<void> {
  const picture = page.getByRole('img', { name: /^The whole image/ })
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)
  const whole = await picture.boundingBox()
  const box = await page.getByRole('img', { name: 'What the network saw' }).boundingBox()
  const { width, height } = await picture.evaluate(({ naturalWidth, naturalHeight }: HTMLImageElement) => ({
    width: naturalWidth,
    height: naturalHeight,
  }))
  if (!whole || !box) throw new Error('The picture is not shown.')
  const shorter = Math.min(width, height)
  const resized = (side: number) => (fit === 'squash' ? resize : (side * resize) / shorter)
  // To a pixel and a half of the resized image: whole ones are cut.
  const close = (found: number, expected: number, side: number) =>
    expect(Math.abs(found - expected)).toBeLessThan(1.5 / resized(side))
  close(box.width / whole.width, crop / resized(width), width)
  close(box.height / whole.height, crop / resized(height), height)
  close((box.x - whole.x) / whole.width, (1 - crop / resized(width)) / 2, width)
  close((box.y - whole.y) / whole.height, (1 - crop / resized(height)) / 2, height)
}
