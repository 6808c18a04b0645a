import type { Page } from '@playwright/test'
import { patient } from '../../src/testing/patience.ts'
import { expect } from '../fixtures.ts'

/** Watches a run that was just started to its end; returns its id. */
export async function watchRun(page: Page): Promise<number> {
  await expect(page).toHaveURL(/#\/runs\/\d+/)
  const progress = page.getByRole('progressbar', { name: 'Run progress' })
  await expect(progress).toBeVisible()
  await expect(page.getByText('Done', { exact: true })).toBeVisible({ timeout: patient(90_000) })
  await expect(progress).toBeHidden()
  return Number(/#\/runs\/(\d+)/.exec(page.url())?.[1])
}

/** Opens one of a run's tabs. */
export async function openTab(page: Page, title: 'Overview' | 'Classes' | 'Confusions' | 'Errors'): Promise<void> {
  await page.getByRole('navigation', { name: 'Run', exact: true }).getByRole('link', { name: title }).click()
}
