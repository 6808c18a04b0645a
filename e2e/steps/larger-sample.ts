import { cpSync, linkSync, mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { count } from '../../src/renderer/lib/format.ts'
import { patient } from '../../src/testing/patience.ts'
import { sampleDataset, sampleModel } from '../../src/testing/sample.ts'
import type { Page } from '@playwright/test'
import { choosing } from '../dialogs.ts'
import { expect, type Started } from '../fixtures.ts'

/**
 * The sample several times over, for runs that take long enough to be interrupted; made as `folder`, with several names
 * for each image.
 */
export function makeLargerSample(folder: string, times: number): void {
  for (const file of readdirSync(sampleDataset, { recursive: true, encoding: 'utf8' })) {
    const { dir, name, ext } = path.parse(file)
    if (ext !== '.JPEG') continue
    const named = (copy: number) => path.join(folder, dir, `${name}-${copy}${ext}`)
    mkdirSync(path.join(folder, dir), { recursive: true })
    cpSync(path.join(sampleDataset, file), named(1))
    for (let copy = 2; copy <= times; copy++) linkSync(named(1), named(copy))
  }
  cpSync(path.join(sampleDataset, 'classes.txt'), path.join(folder, 'classes.txt'))
}

/** Adds the sample so many times over, made in `home`, as the dataset `larger`, with one of the sample's networks. */
export async function addLargerSample(
  { app, page }: Started,
  { home, times, crop }: { home: string; times: number; crop: 227 | 99 },
): Promise<void> {
  const folder = path.join(home, 'larger')
  makeLargerSample(folder, times)
  await choosing(app, folder)
  await page.getByRole('button', { name: 'Choose folder…' }).click()
  await expect(page.getByRole('link', { name: /^larger/ })).toContainText(`${count(times * 240)} images`, {
    timeout: patient(60_000),
  })
  await choosing(app, sampleModel(crop))
  await page.getByRole('button', { name: 'Add model' }).click()
  await expect(page.getByRole('link', { name: new RegExp(`^sample_net_${crop}`) })).toBeVisible()
}

/** Sets the form of a new run to single images on one thread, as slow as it gets, and starts it. */
export async function startSlowRun(page: Page, name?: string): Promise<void> {
  await page.getByText('More settings').click()
  for (const setting of ['Batch', 'Threads']) await page.getByRole('textbox', { name: setting }).fill('1')
  if (name !== undefined) await page.getByRole('textbox', { name: 'Name' }).fill(name)
  await page.getByRole('button', { name: 'Start run' }).click()
}
