import { expect, type Page } from '@playwright/test'
import { patient } from '../../src/testing/patience.ts'
import type { Started } from '../launch.ts'
import { chooseCommand } from './menu.ts'

/** Somewhere to look at in the window, where both of the sample's networks have been evaluated. */
export interface Visit {
  name: string
  address: string
  /** What is done there first. */
  act?: (started: Started) => Promise<unknown>
  /** What is there once it can be looked at. */
  shown: string
}

/** Every page with something in it, and what lies over pages. */
export const visits: readonly Visit[] = [
  { name: 'home', address: '#/', shown: 'Recent runs' },
  { name: 'dataset', address: '#/datasets/1', shown: 'sample-val' },
  { name: 'dataset-images', address: '#/datasets/1/images', shown: '240 images' },
  { name: 'dataset-sizes', address: '#/datasets/1/sizes', shown: 'Aspect ratio, width by height' },
  { name: 'model', address: '#/models/1', shown: 'What was detected' },
  { name: 'new-run', address: '#/new-run', shown: 'Start run' },
  {
    name: 'new-sweep',
    address: '#/new-sweep?sizes=96-224%20step%2032',
    act: ({ page }) =>
      expect(page.getByText('each decoded once, resized to 5 sizes')).toBeVisible({ timeout: patient(60_000) }),
    shown: 'Start sweep',
  },
  { name: 'overview', address: '#/runs/1/overview', shown: 'Top-1 by class' },
  { name: 'classes', address: '#/runs/2/classes', shown: 'Most confused with' },
  { name: 'class', address: '#/runs/2/classes/2', shown: 'In other runs' },
  { name: 'confusions', address: '#/runs/2/confusions', shown: '13 confused pairs' },
  {
    name: 'matrix',
    address: '#/runs/2/confusions',
    act: async ({ page }) => {
      await page.getByText('By confusion', { exact: true }).click()
      await expect(page.getByRole('radio', { name: 'By confusion' })).toBeChecked()
    },
    shown: '13 confused pairs',
  },
  { name: 'errors', address: '#/runs/2/errors', shown: '60 misclassified images' },
  {
    name: 'image',
    address: '#/runs/2/errors',
    act: ({ page }) => page.locator('[data-image]').first().click(),
    shown: 'Show in folder',
  },
  { name: 'compare', address: '#/compare/1,2', shown: 'Only this right' },
  { name: 'compare-published', address: '#/compare/1,2?published=1', shown: 'Published: quoted' },
  { name: 'flips', address: '#/flips/1/2', shown: 'This is more than chance' },
  {
    name: 'menu',
    address: '#/runs/2/overview',
    act: ({ page }) =>
      page.getByRole('navigation', { name: 'Library' }).locator('a[href^="#/runs/2/"]').click({ button: 'right' }),
    shown: 'Pin to the sidebar',
  },
  {
    name: 'delete-question',
    address: '#/datasets/1',
    act: ({ page }) => page.getByRole('heading', { name: 'sample-val', level: 1 }).press('Delete'),
    shown: 'With it go:',
  },
  {
    name: 'palette',
    address: '#/runs/2/overview',
    act: async ({ app, page }) => {
      await chooseCommand(app, 'Find…')
      await page.getByRole('combobox', { name: 'Find' }).fill('sa')
    },
    shown: 'Pilosia granosa',
  },
  {
    name: 'shortcuts',
    address: '#/runs/2/errors',
    act: ({ page }) => page.keyboard.press('?'),
    shown: 'Grid of images',
  },
]

/** What is told of the sample's sweep. */
export const sweepVisits: readonly Visit[] = [
  { name: 'sweep', address: '#/sweeps/9', shown: 'Pareto point' },
  { name: 'sweep-critical', address: '#/sweeps/9/critical', shown: 'All images' },
  {
    name: 'sweep-image',
    address: '#/sweeps/9/critical',
    act: ({ page }) => page.locator('[data-image]').first().click(),
    shown: 'At every size',
  },
  { name: 'sweep-classes', address: '#/sweeps/9/classes', shown: '12 classes' },
  { name: 'sweep-objects', address: '#/sweeps/9/objects', shown: '64–90.5' },
]

/** Goes there from wherever the window is. */
export async function goTo(started: Started, { address, act, shown }: Visit): Promise<void> {
  const { page } = started
  if (await page.getByRole('dialog').or(page.getByRole('menu')).isVisible()) await page.keyboard.press('Escape')
  await page.goto(`acuity://app/${address}`)
  await act?.(started)
  await expect(page.getByText(shown).first()).toBeVisible()
  await picturesArrive(page)
}

/** Waits until no tile or stage in view is without its picture. */
export async function picturesArrive(page: Page): Promise<void> {
  await expect.poll(() => picturesMissing(page), { intervals: [20, 50, 100] }).toBe(0)
}

function picturesMissing(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      [...document.querySelectorAll('.picture')].filter((outline) => {
        const picture = outline.querySelector('img')
        return !picture?.complete || picture.naturalWidth === 0
      }).length,
  )
}
