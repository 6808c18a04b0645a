import type { Page } from '@playwright/test'
import type { Region } from 'sharp'

/** Where the page shows photographs: the whole pixels that are in view. */
export function photographs(page: Page): Promise<Region[]> {
  return page.locator('.picture img').evaluateAll((pictures) =>
    pictures
      .map((picture) => {
        const box = picture.getBoundingClientRect()
        const [left, top] = [Math.ceil(Math.max(0, box.left)), Math.ceil(Math.max(0, box.top))]
        const width = Math.floor(Math.min(innerWidth, box.right)) - left
        const height = Math.floor(Math.min(innerHeight, box.bottom)) - top
        return { left, top, width, height }
      })
      .filter(({ width, height }) => width > 0 && height > 0),
  )
}
