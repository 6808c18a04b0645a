import path from 'node:path'
import { acuity } from '../src/testing/command.ts'
import { sampleDataset, sampleModel, sampleRecipe, writeSampleLabels } from '../src/testing/sample.ts'
import { expect, test } from './fixtures.ts'
import { violations } from './steps/axe.ts'

const pictureOf = (name: string) => path.join(test.info().project.outputDir, 'looks', `${name}.png`)

test('labels that are one too high are read so by a button on the page of their run; outputs that were matched are so in a duplicate', async ({
  start,
  home,
}) => {
  const labels = writeSampleLabels(path.join(home, 'from-1.txt'), (index) => index + 1)
  expect((await acuity(home, ['index', sampleDataset, '--labels', labels, '--name', 'one'])).code).toBe(0)
  const model = ['--model', sampleModel(99), '--recipe', sampleRecipe(99)]
  expect((await acuity(home, ['evaluate', '--dataset', 'one', ...model])).code).toBe(0)
  const scattered = writeSampleLabels(
    path.join(home, 'scattered.txt'),
    (index) => [7, 4, 11, 0, 9, 2, 10, 5, 1, 8, 3, 6][index] ?? 0,
  )
  expect((await acuity(home, ['index', sampleDataset, '--labels', scattered, '--name', 'scattered'])).code).toBe(0)
  expect((await acuity(home, ['evaluate', '--dataset', 'scattered', ...model])).code).toBe(0)
  expect((await acuity(home, ['evaluate', '--again', '2', '--order', 'outputs-matched'])).code).toBe(0)
  const { app, page } = await start()
  await page.goto('acuity://app/#/runs/1/overview')
  const card = page.getByRole('region', { name: 'Labels in another order' })
  await expect(card).toContainText(/Top-1 is \d+\.\d% as given, and \d\d\.\d% if the labels are one too high/)
  for (const [theme, width, height] of [
    ['light', 1024, 700],
    ['dark', 1280, 800],
  ] as const) {
    await page.emulateMedia({ colorScheme: theme })
    await app.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
      { width, height },
    )
    await expect.poll(() => page.evaluate(() => innerWidth)).toBe(width)
    await page.screenshot({ path: pictureOf(`label-order-${theme}`) })
    expect(await violations(page)).toEqual([])
  }
  await card.getByRole('button', { name: 'Read labels one lower' }).click()
  await expect(page).toHaveURL(/#\/runs\/4\/overview$/)
  await expect(page.getByRole('group', { name: 'Top-1', exact: true })).toContainText('of 240')
  await expect(card).toHaveCount(0)

  await page.goto('acuity://app/#/runs/3/overview')
  await page.getByRole('link', { name: 'Duplicate with changes' }).click()
  const form = page.getByRole('form', { name: 'New run' })
  await expect(form.getByLabel('Order of the outputs')).toHaveValue('kept')
  await page.screenshot({ path: pictureOf('duplicate-order') })
  await form.getByRole('button', { name: 'Start run' }).click()
  await expect(page).toHaveURL(/#\/runs\/5\/overview$/)
  await expect(page.getByText('It is taken that each output means the class that it goes with best')).toBeVisible()
})
