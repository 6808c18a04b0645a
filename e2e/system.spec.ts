import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { patient } from '../src/testing/patience.ts'
import { expect, test } from './fixtures.ts'
import { addLargerSample } from './steps/larger-sample.ts'

test('the system is asked not to sleep while a run goes on, and is told how far it is', async ({ started, home }) => {
  const { app, page } = started
  const told = await app.evaluateHandle(({ BrowserWindow, powerSaveBlocker }) => {
    const told: { awake: boolean[]; progress: number[] } = { awake: [], progress: [] }
    const start = powerSaveBlocker.start.bind(powerSaveBlocker)
    const stop = powerSaveBlocker.stop.bind(powerSaveBlocker)
    powerSaveBlocker.start = (type) => {
      told.awake.push(true)
      return start(type)
    }
    powerSaveBlocker.stop = (id) => {
      told.awake.push(false)
      return stop(id)
    }
    const [window] = BrowserWindow.getAllWindows()
    if (window) window.setProgressBar = (share) => void told.progress.push(share)
    return told
  })
  await addLargerSample(started, { home, times: 2, crop: 99 })
  await page.getByRole('link', { name: 'Evaluate…', exact: true }).click()
  await page.getByRole('button', { name: 'Start run' }).click()
  await expect(page.locator('header').getByText('Done')).toBeVisible({ timeout: patient(60_000) })
  await expect.poll(() => told.evaluate(({ awake }) => awake)).toEqual([true, false])
  const progress = await told.evaluate((all) => all.progress)
  expect(progress.at(-1)).toBe(-1)
  expect(progress.slice(0, -1)).toEqual(progress.slice(0, -1).toSorted((a, b) => a - b))
  expect(progress.at(-2)).toBe(1)
})

test('the window opens where it was left, unless it could not be reached there', async ({ start, home }) => {
  const boundsOf = (app: Awaited<ReturnType<typeof start>>['app']) =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds())
  const first = await start()
  const left = { x: 120, y: 90, width: 1000, height: 700 }
  await first.app.evaluate(({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds), left)
  await expect.poll(() => boundsOf(first.app)).toEqual(left)
  await first.app.close()

  const second = await start()
  expect(await boundsOf(second.app)).toEqual(left)
  await second.app.close()

  const file = path.join(home, 'window', 'window-state.json')
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ bounds: left, maximized: false })
  writeFileSync(file, JSON.stringify({ bounds: { ...left, x: 50_000 }, maximized: false }))
  const third = await start()
  expect(await boundsOf(third.app)).toMatchObject({ width: 1280, height: 800 })
})
