import { acuity } from '../src/testing/command.ts'
import { patient } from '../src/testing/patience.ts'
import { sampleDataset, sampleModel, sampleRecipe } from '../src/testing/sample.ts'
import { expect, test } from './fixtures.ts'
import { inBothThemes } from './steps/legible.ts'

test('the recipe of a run is diagnosed on a page of its own, which has a button for a run with a better one', async ({
  start,
  home,
}) => {
  const wrong = ['--recipe', sampleRecipe(99), '--channels', 'BGR', '--threads', '1']
  const evaluated = ['evaluate', '--dataset', sampleDataset, '--model', sampleModel(99), ...wrong]
  expect((await acuity(home, evaluated)).code).toBe(0)
  const started = await start()
  const { page } = started
  const main = page.getByRole('main')
  await page.goto('acuity://app/#/runs/1/overview')
  await main.getByRole('link', { name: 'Diagnose the recipe…' }).first().click()
  await expect(page.getByRole('heading', { name: 'Diagnose the recipe', level: 1 })).toBeFocused()
  const form = page.getByRole('form', { name: 'Diagnosis' })
  await expect(form.getByRole('textbox', { name: 'Images' })).toHaveValue('1000')
  await form.getByRole('button', { name: 'Diagnose' }).click()
  await expect(main.getByRole('progressbar', { name: 'Diagnosis' })).toBeVisible()
  await page.screenshot({ path: 'out/e2e/looks/diagnosis-going.png' })
  await main.getByRole('button', { name: 'Cancel diagnosis' }).click()
  await expect(main.getByRole('progressbar', { name: 'Diagnosis' })).toHaveCount(0)

  await form.getByRole('button', { name: 'Diagnose' }).click()
  const table = main.getByRole('table', { name: 'Recipes that were tried' })
  await expect(table).toBeVisible({ timeout: patient(60_000) })
  await expect(main.getByRole('status').filter({ hasText: 'hardly right in its channels' })).toContainText(
    'Set “Channels” to RGB.',
  )
  const row = table.getByRole('row').filter({ hasText: 'channels RGB' }).first()
  await expect(row).toContainText('better')
  await inBothThemes(
    started,
    async (look) => {
      await look()
      await table.scrollIntoViewIfNeeded()
      await look('table')
    },
    'diagnosis',
  )

  await row.getByRole('link', { name: 'New run with this recipe: channels RGB' }).click()
  const draft = page.getByRole('form', { name: 'New run' })
  await expect(draft.getByRole('combobox', { name: 'Channels' })).toHaveValue('RGB')
  await draft.getByRole('link', { name: 'Diagnose the recipe…' }).click()
  await expect(main.getByText('pillow-bilinear, RGB', { exact: false })).toBeVisible()
  await page.goBack()
  await draft.getByRole('button', { name: 'Start run' }).click()
  await expect(page).toHaveURL(/#\/runs\/2\/overview$/)
})
