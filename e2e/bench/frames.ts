import type { Page } from '@playwright/test'

/** Frames of a stretch in which something moved. */
export interface Frames {
  shown: number
  /** Those that a screen of 60 Hz would have shown besides. */
  dropped: number
}

const FRAME_MS = 1000 / 60

/** Counts frames while `move` goes on. */
export async function countFrames(page: Page, move: () => Promise<unknown>): Promise<Frames> {
  const recording = await page.evaluateHandle(() => {
    const times: number[] = []
    const record = (time: number) => {
      times.push(time)
      requestAnimationFrame(record)
    }
    requestAnimationFrame(record)
    return times
  })
  await move()
  const times = await recording.jsonValue()
  const gaps = times.slice(1).map((time, i) => time - (times[i] ?? time))
  const dropped = gaps.reduce((sum, gap) => sum + Math.max(0, Math.round(gap / FRAME_MS) - 1), 0)
  return { shown: gaps.length, dropped }
}

/**
 * Scrolls a part of the page from its beginning, a step a frame.
 * @param pace pixels a frame; null to come to the end with the last
 */
export function scrollDown(page: Page, selector: string, frames: number, pace: number | null): Promise<void> {
  return page.evaluate(
    ([wanted, steps, pixels]) =>
      new Promise<void>((resolve) => {
        const scroller = document.querySelector(wanted)
        if (!scroller) throw new Error(`there is no ${wanted}`)
        const stride = pixels ?? (scroller.scrollHeight - scroller.clientHeight) / steps
        let step = 0
        const scroll = () => {
          scroller.scrollTop = stride * ++step
          if (step < steps) requestAnimationFrame(scroll)
          else resolve()
        }
        requestAnimationFrame(scroll)
      }),
    [selector, frames, pace] as const,
  )
}

/** Drags a part of the page about. */
export async function dragAbout(page: Page, selector: string, moves: number): Promise<void> {
  const box = await page.locator(selector).boundingBox()
  if (!box) throw new Error(`there is no ${selector}`)
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.wheel(0, -600)
  await page.mouse.down()
  for (let i = 0; i < moves; i++) {
    const turn = (i / moves) * 4 * Math.PI
    await page.mouse.move(x + 100 * Math.sin(turn), y + 100 * Math.cos(turn) - 100)
  }
  await page.mouse.up()
}
