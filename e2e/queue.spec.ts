import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { addLargerSample, startSlowRun } from './steps/larger-sample.ts'

async function startRun(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: 'New run' }).click()
  await startSlowRun(page, name)
  await expect(page.getByRole('heading', { name })).toBeVisible()
}

test('runs wait in an order that can be changed, and the queue can be paused', async ({ started, home }) => {
  const { page } = started
  await addLargerSample(started, { home, times: 4, crop: 227 })
  for (const name of ['first', 'second', 'third']) await startRun(page, name)

  const queue = page.getByRole('region', { name: 'Queue' })
  const waiting = queue.getByRole('listitem')
  await expect(waiting).toHaveText([/second/, /third/])
  await queue.getByRole('button', { name: 'Move third up' }).focus()
  await page.keyboard.press('Enter')
  await expect(waiting).toHaveText([/third/, /second/])
  await expect(queue.getByRole('button', { name: 'Move third down' })).toBeFocused()
  await queue.getByRole('button', { name: 'Take second off the queue' }).click()
  await expect(waiting).toHaveText([/third/])

  await queue.getByRole('button', { name: 'Pause the queue' }).click()
  await expect(waiting).toHaveText([/first/, /third/])
  await expect(queue.getByRole('status')).toHaveText('Paused')
  await page.screenshot({ path: 'out/e2e/looks/queue.png' })
  for (const name of ['first', 'third']) await queue.getByRole('button', { name: `Take ${name} off the queue` }).click()
  await queue.getByRole('button', { name: 'Go on with the queue' }).click()
  await expect(queue).toHaveCount(0)
})
