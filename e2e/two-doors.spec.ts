import { acuity, finished, startAcuity } from '../src/testing/command.ts'
import { sampleDataset, sampleModel, sampleRecipe } from '../src/testing/sample.ts'
import { expect, test } from './fixtures.ts'

const evaluate = (crop: 227 | 99, ...more: string[]) => [
  ...['evaluate', '--dataset', sampleDataset, '--model', sampleModel(crop), '--recipe', sampleRecipe(crop)],
  ...more,
]

test('what the command line does shows up in an open window', async ({ page, home }) => {
  await expect(page.getByText('No run yet')).toBeVisible()
  expect((await acuity(home, evaluate(99))).code).toBe(0)
  const library = page.getByRole('navigation', { name: 'Library' })
  await expect(library.getByRole('link', { name: /^sample-val/ })).toContainText('240 images')
  await library.getByRole('link', { name: /sample_net_99 128\/99/ }).click()
  await expect(page.getByRole('group', { name: 'Top-1', exact: true })).toContainText('180 of 240')
})

test('a run of the command line can be watched while it goes on', async ({ page, home }) => {
  await expect(page.getByText('No run yet')).toBeVisible()
  const command = startAcuity(home, evaluate(227, '--threads', '1', '--batch', '1'))
  const ended = finished(command)
  await page
    .getByRole('navigation', { name: 'Library' })
    .getByRole('link', { name: /sample_net_227 256\/227/ })
    .click()
  await expect(page.getByRole('heading', { name: 'Evaluating', exact: true })).toBeVisible()
  expect((await ended).code).toBe(0)
  await expect(page.getByText('Done', { exact: true })).toBeVisible()
  await expect(page.getByRole('group', { name: 'Top-1', exact: true })).toContainText('224 of 240')
})
