import path from 'node:path'
import type { Page } from '@playwright/test'
import sharp from 'sharp'
import { picturesArrive } from '../steps/places.ts'

/** What a picture may take in the repository, in bytes. */
const MOST_BYTES = 300_000

/** Makes pictures of the page as it stands, `NAME-dark.png` and `NAME-light.png`, of as many colours as a palette has. */
export async function take(page: Page, folder: string, name: string): Promise<void> {
  // Where nothing is pointed at.
  await page.mouse.move(0, 0)
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    await picturesArrive(page)
    const shot = await page.screenshot({ scale: 'css', animations: 'disabled' })
    const file = path.join(folder, `${name}-${colorScheme}.png`)
    const { size } = await sharp(shot).png({ palette: true, effort: 10 }).toFile(file)
    if (size > MOST_BYTES) throw new Error(`${file} has ${size} bytes`)
    console.error(`${path.basename(file)}: ${Math.round(size / 1000)} kB`)
  }
}
