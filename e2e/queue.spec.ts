import path from 'node:path'
import type { Page } from '@playwright/test'
import { sampleModel } from '../src/testing/sample.ts'
import { choosing } from './dialogs.ts'
import { expect, test } from './fixtures.ts'
import { makeLargerSample } from './steps/larger-sample.ts'

async function startRun(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: 'New run' }).click()
  await page.getByText('More settings').click()
  await page.getByRole('textbox', { name: 'Batch' }).fill('1')
  await page.getByRole('textbox', { name: 'Threads' }).fill('1')
  await page.getByRole('textbox', { name: 'Name' }).fill(name)
  await page.getByRole('button', { name: 'Start run' }).click()
  await expect(page.getByRole('heading', { name })).toBeVisible()
}

test('runs wait in an order that can be changed, and the queue can be paused', async ({ started, home }) => {
  const { app, page } = started
  const folder = path.join(home, 'larger')
  makeLargerSample(folder, 4)
  await choosing(app, folder)
  await page.getByRole('button', { name: 'Choose folder…' }).click()
  await expect(page.getByRole('link', { name: /^larger/ })).toContainText('960 images')
  await choosing(app, sampleModel(227))
  await page.getByRole('button', { name: 'Add model' }).click()
  await expect(page.getByRole('link', { name: /^sample_net_227/ })).toBeVisible()
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
