import type { CDPSession, Page } from '@playwright/test'
import { expect } from '../fixtures.ts'

type Phase = 'dragEnter' | 'dragOver' | 'drop'

/** Drags files and folders over the window and lets go, as a file manager does. */
export async function drop(page: Page, files: string[]): Promise<void> {
  const driver = await drag(page, files)
  await dispatch(driver, 'drop', files)
}

/** Drags files and folders over the window, and holds them there. */
export async function drag(page: Page, files: string[]): Promise<CDPSession> {
  // A page that is still being put together hears of no drop.
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  const driver = await page.context().newCDPSession(page)
  for (const type of ['dragEnter', 'dragOver'] as const) await dispatch(driver, type, files)
  return driver
}

async function dispatch(driver: CDPSession, type: Phase, files: string[]): Promise<void> {
  const data = { items: [], files, dragOperationsMask: 1 }
  await driver.send('Input.dispatchDragEvent', { type, x: 640, y: 400, data })
}
