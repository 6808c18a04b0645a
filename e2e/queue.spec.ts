import type { Page } from '@playwright/test'
import { patient } from '../src/testing/patience.ts'
import { expect, test } from './fixtures.ts'
import { signalEngine } from './steps/engine-process.ts'
import { addLargerSample, startSlowRun } from './steps/larger-sample.ts'

/** So many times the sample that a run of it goes on for as long as any of these tests, on the fastest of machines. */
const LONG = 40

async function startRun(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: 'New run' }).click()
  await startSlowRun(page, name)
  await expect(page.getByRole('heading', { name, exact: true, level: 1 })).toBeVisible()
}

test('runs wait in an order that can be changed, and the queue can be paused', async ({ started, home }) => {
  const { page } = started
  await addLargerSample(started, { home, times: LONG, crop: 227 })
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

test('a waiting run is dragged to another place, unless Escape is pressed, and waits while the window is closed', async ({
  start,
  home,
}) => {
  const started = await start()
  const { page } = started
  await addLargerSample(started, { home, times: LONG, crop: 227 })
  await startRun(page, 'first')
  await page.getByRole('button', { name: 'Pause the queue' }).click()
  for (const name of ['second', 'third']) await startRun(page, name)
  const waiting = page.getByRole('region', { name: 'Queue' }).getByRole('listitem')
  await expect(waiting).toHaveText([/first/, /second/, /third/])
  const indicated = () =>
    waiting.evaluateAll((entries) => entries.map((entry) => getComputedStyle(entry, '::before').content))
  /** Drags the last one above the first, and holds it there. */
  const drag = async () => {
    await waiting.nth(2).getByTitle('Drag to another place').hover()
    await page.mouse.down()
    const first = await waiting.first().boundingBox()
    await page.mouse.move((first?.x ?? 0) + 60, (first?.y ?? 0) + 3, { steps: 5 })
    expect(await indicated()).toEqual(['""', 'none', 'none'])
  }

  const { hash } = new URL(page.url())
  await drag()
  await page.screenshot({ path: 'out/e2e/looks/queue-dragging.png' })
  await page.keyboard.press('Escape')
  expect(await indicated()).toEqual(['none', 'none', 'none'])
  await page.mouse.up()
  expect(new URL(page.url()).hash).toBe(hash)
  await drag()
  await page.mouse.up()
  await expect(waiting).toHaveText([/third/, /first/, /second/])

  await started.app.close()
  const next = await start()
  const queue = next.page.getByRole('region', { name: 'Queue' })
  await expect(queue.getByRole('status')).toHaveText('3 runs left waiting')
  await expect(queue.getByRole('listitem')).toHaveText([/third/, /first/, /second/])
  await queue.getByRole('button', { name: 'Go on with the queue' }).click()
  await expect(queue.getByRole('listitem')).toHaveText([/first/, /second/])
  // What an engine dies of is not what waits: that goes on.
  await signalEngine(next.app, 'SIGKILL')
  await expect(queue.getByRole('listitem')).toHaveText([/second/])
  await expect(next.page.getByText(/was interrupted/)).toHaveText(/^third was interrupted/)
})

test('a sweep is one thing in the queue: it shows how far it is, is paused, moved and gone on with', async ({
  started,
  home,
}) => {
  const { page } = started
  await addLargerSample(started, { home, times: LONG, crop: 227 })
  await startRun(page, 'first')
  const startSweep = async (name: string) => {
    await page.goto('acuity://app/#/new-sweep?sizes=256/227,128/111,96/96')
    const form = page.getByRole('form', { name: 'New sweep' })
    await form.getByText('More settings').click()
    for (const setting of ['Batch', 'Threads']) await form.getByRole('textbox', { name: setting }).fill('1')
    await form.getByRole('textbox', { name: 'Name of the sweep' }).fill(name)
    await form.getByRole('button', { name: 'Start sweep' }).click()
    await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible({ timeout: patient(30_000) })
  }
  const queue = page.getByRole('region', { name: 'Queue' })
  const waiting = queue.getByRole('listitem')
  await queue.getByRole('button', { name: 'Pause the queue' }).click()
  await startSweep('of sizes')
  await expect(waiting).toHaveText([/first/, /of sizes\s*3 runs/])
  await queue.getByRole('button', { name: 'Move of sizes up' }).press('Enter')
  await expect(waiting).toHaveText([/of sizes\s*3 runs/, /first/])
  await expect(queue.getByRole('button', { name: 'Move of sizes down' })).toBeFocused()

  await queue.getByRole('button', { name: 'Go on with the queue' }).click()
  const progress = queue.getByRole('progressbar', { name: 'Progress of of sizes' })
  await expect.poll(async () => Number(await progress.getAttribute('aria-valuenow'))).toBeGreaterThan(0)
  await expect(queue.getByText(/ of 28\u202F800 answers/)).toContainText(/left/)
  await expect(waiting).toHaveText([/first/])
  await page.screenshot({ path: 'out/e2e/looks/queue-sweep.png' })
  await queue.getByRole('button', { name: 'Pause the queue' }).click()
  await expect(waiting).toHaveText([/of sizes\s*3 runs/, /first/])
  await queue.getByRole('button', { name: 'Go on with the queue' }).click()
  await queue.getByRole('button', { name: 'Cancel of sizes' }).click()
  await expect(page.getByRole('main')).toContainText('Interrupted, 0 of 3 runs done')
  await expect(queue.getByRole('status')).toHaveText('1 run goes on')
  await expect(progress).toHaveCount(0)
})
