import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { picturesArrive } from '../steps/visits.ts'
import { encode } from './encode.ts'

/** What a picture may take in the repository, in bytes. */
const MOST_BYTES = 600_000

/**
 * Makes pictures of the page as it stands, `NAME-dark.png` and `NAME-light.png`. Every pixel has the colour that it has
 * on the screen.
 */
export async function take(page: Page, folder: string, name: string): Promise<void> {
  // Where nothing is pointed at.
  await page.mouse.move(0, 0)
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    await picturesArrive(page)
    const shot = await page.screenshot({ scale: 'css', animations: 'disabled' })
    const png = await encode(shot)
    const file = path.join(folder, `${name}-${colorScheme}.png`)
    if (png.length > MOST_BYTES) throw new Error(`${file} would have ${png.length} bytes`)
    writeFileSync(file, png)
    console.error(`${path.basename(file)}: ${Math.round(png.length / 1000)} kB`)
  }
}
