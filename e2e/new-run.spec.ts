import { acuity } from '../src/testing/command.ts'
import { sampleDataset, sampleModel, sampleRecipe } from '../src/testing/sample.ts'
import { expect, test } from './fixtures.ts'

test('the form follows its address from one run to repeat to another', async ({ start, home }) => {
  for (const batch of ['5', '7']) {
    const run = ['--dataset', sampleDataset, '--model', sampleModel(99), '--recipe', sampleRecipe(99), '--limit', '24']
    expect((await acuity(home, ['evaluate', ...run, '--batch', batch])).code).toBe(0)
  }
  const { page } = await start()
  const field = page.getByRole('form', { name: 'New run' }).getByRole('textbox', { name: 'Batch' })
  for (const [address, batch] of [
    ['?like=1', '5'],
    ['?like=2', '7'],
    ['', ''],
  ] as const) {
    await page.goto(`acuity://app/#/new-run${address}`)
    await page.getByText('More settings').click()
    await expect(field).toHaveValue(batch)
  }
})
