import type { ElectronApplication, Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { chooseCommand } from './steps/menu.ts'
import { watchRun } from './steps/watch-run.ts'

async function find(app: ElectronApplication, page: Page, text: string): Promise<void> {
  await chooseCommand(app, 'Find…')
  await expect(page.getByRole('combobox', { name: 'Find' })).toBeFocused()
  await page.keyboard.type(text)
  await expect(page.getByRole('option', { selected: true })).toContainText(text)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)
}

test('without a mouse from nothing to a misclassified image, and back', async ({ started: { app, page } }) => {
  await page.getByRole('button', { name: 'Add the sample' }).press('Enter')
  await expect(page.getByRole('link', { name: /^sample_net_99/ })).toBeVisible()
  await find(app, page, 'sample_net_99')
  await expect(page.getByRole('heading', { name: 'sample_net_99' })).toBeFocused()
  await page.getByRole('link', { name: 'Evaluate…', exact: true }).press('Enter')
  await page.getByRole('button', { name: 'Start run' }).press('Enter')
  const run = await watchRun(page)

  await find(app, page, 'Go to errors')
  const grid = page.getByRole('grid', { name: 'Misclassified images' })
  await expect(grid).toBeVisible()
  await page.keyboard.press('?')
  const shortcuts = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(shortcuts.getByRole('heading', { name: 'Grid of images' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(shortcuts).toHaveCount(0)

  await grid.getByRole('link').first().focus()
  await page.keyboard.press('ArrowRight')
  await expect(grid.getByRole('link').nth(1)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`#/runs/${run}/errors/\\d+`))
  await expect(page.getByText(/^2 of 60/)).toBeVisible()
  await page.keyboard.press('ArrowLeft')
  await expect(page.getByText(/^1 of 60/)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(grid.getByRole('link').first()).toBeFocused()

  await chooseCommand(app, 'Find…')
  await page.keyboard.type('n01440764')
  await page.keyboard.press('Escape')
  await expect(grid.getByRole('link').first()).toBeFocused()
})
