import path from 'node:path'
import { acuity } from '../src/testing/command.ts'
import { sampleDataset, sampleModel, sampleRecipe, writeSampleLabels } from '../src/testing/sample.ts'
import { expect, test } from './fixtures.ts'
import { violations } from './steps/axe.ts'

const pictureOf = (name: string) => path.join(test.info().project.outputDir, 'looks', `${name}.png`)

test('labels that are one too high are said on the page of their run, which has a button that reads them so', async ({
  start,
  home,
}) => {
  const labels = writeSampleLabels(path.join(home, 'from-1.txt'), (index) => index + 1)
  expect((await acuity(home, ['index', sampleDataset, '--labels', labels, '--name', 'one'])).code).toBe(0)
  const model = ['--model', sampleModel(99), '--recipe', sampleRecipe(99)]
  expect((await acuity(home, ['evaluate', '--dataset', 'one', ...model])).code).toBe(0)
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
  await expect(page).toHaveURL(/#\/runs\/2\/overview$/)
  await expect(page.getByRole('group', { name: 'Top-1', exact: true })).toContainText('of 240')
  await expect(card).toHaveCount(0)
})
