import path from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { SweepSummary } from '../src/shared/sweep.ts'
import { percent } from '../src/shared/text.ts'
import { acuity } from '../src/testing/command.ts'
import { patient } from '../src/testing/patience.ts'
import { sampleDataset, sampleModel } from '../src/testing/sample.ts'
import { runSummary } from './command-line.ts'
import { expect, test } from './fixtures.ts'
import { writeCaffeNet } from './steps/caffe-net.ts'
import { drop } from './steps/drop.ts'
import { chooseCommand } from './steps/menu.ts'

const library = (page: Page) => page.getByRole('navigation', { name: 'Library' })
const form = (page: Page) => page.getByRole('form', { name: 'New sweep' })

/** The sweep as the command line makes it, in a home of its own. */
async function sweepElsewhere(home: string, sizes: string[]): Promise<SweepSummary> {
  const of = ['--dataset', sampleDataset, '--model', sampleModel(227), ...sizes, '--json']
  const { code, stdout, stderr } = await acuity(path.join(home, 'elsewhere'), ['sweep', ...of])
  expect(code, stderr).toBe(0)
  return SweepSummary.parse(JSON.parse(stdout))
}

test('from an empty window to the curve of one model at three sizes takes at most eight actions', async ({
  page,
  home,
}) => {
  let actions = 0
  /** Something that a person does; what is looked at after it is none. */
  const act = async (doing: Promise<unknown>) => {
    actions++
    await doing
  }
  await act(drop(page, [sampleDataset]))
  await expect(library(page).getByRole('link', { name: /^sample-val/ })).toContainText('240 images')
  await act(drop(page, [sampleModel(227)]))
  await act(page.getByRole('link', { name: 'Sweep…' }).click())
  await act(form(page).getByRole('textbox', { name: 'Sizes' }).fill('227, 111, 99'))
  await act(form(page).getByRole('button', { name: 'Start sweep' }).click())
  await expect(page).toHaveURL(/#\/sweeps\/\d+$/)
  await expect(page.getByText('3 of 3 runs done').first()).toBeVisible({ timeout: patient(90_000) })
  expect(actions).toBeLessThanOrEqual(8)

  // The suggested recipe cuts 227 from 256.
  const { runs } = await sweepElsewhere(home, ['--crops', '227,111,99', '--resize-ratio', String(227 / 256)])
  expect(runs).toHaveLength(3)
  for (const [i, { recipe, images, top1, top1Correct, top5Correct }] of runs.entries()) {
    const summary = await runSummary(home, i + 1)
    expect(summary).toMatchObject({ recipe, images, top1Correct, top5Correct })
    await expect(
      page
        .getByRole('main')
        .getByText(percent(top1 ?? NaN))
        .first(),
    ).toBeVisible()
  }
})

test('a sweep shows what it would take, and which sizes fit which model and why not, before it is started', async ({
  started: { app, page },
  home,
}) => {
  const { file, weights } = writeCaffeNet(path.join(home, 'net'))
  await drop(page, [sampleDataset, sampleModel(227), file, weights])
  for (const name of [/^sample-val/, /^sample_net_227/, /^tiny_net/])
    await expect(library(page).getByRole('link', { name })).toBeVisible()
  await chooseCommand(app, 'New sweep…')
  await expect(page.getByRole('heading', { name: 'New sweep' })).toBeFocused()

  // Without the mouse, from one field to the next.
  const sizes = form(page).getByRole('textbox', { name: 'Sizes' })
  const start = form(page).getByRole('button', { name: 'Start sweep' })
  const tabTo = async (field: Locator) => {
    while (!(await field.evaluate((element) => element === document.activeElement))) await page.keyboard.press('Tab')
  }
  for (const name of [/sample_net_227/, /tiny_net/]) {
    const model = form(page).getByRole('checkbox', { name })
    await tabTo(model)
    if (!(await model.isChecked())) await page.keyboard.press('Space')
  }
  const recipe = form(page).getByRole('combobox', { name: 'Recipe' })
  const channels = form(page).getByRole('combobox', { name: 'Channels' })
  await expect(channels).toHaveCount(0)
  await recipe.selectOption('torchvision')
  await channels.selectOption('BGR')
  await expect(form(page).getByRole('button', { name: 'Reset Channels to preset' })).toBeVisible()
  await tabTo(sizes)
  await page.keyboard.type('99-163 step 32, 111/128')
  await expect(form(page).getByText('“111/128” is no size: a crop of 128 is larger than the 111')).toBeVisible()
  await expect(start).toBeDisabled()
  for (let left = ', 111/128'.length; left > 0; left--) await page.keyboard.press('Backspace')

  const fits = form(page).getByRole('list', { name: 'Which sizes fit' })
  const ofModel = (name: string) => fits.getByRole('listitem').filter({ has: page.getByText(name, { exact: true }) })
  await expect(ofModel('tiny_net').getByText('does not fit')).toHaveCount(2, { timeout: patient(30_000) })
  await expect(ofModel('tiny_net')).toContainText('An InnerProduct fits one size of its input')
  await expect(ofModel('sample_net_227').getByText('does not fit')).toHaveCount(0)
  await expect(form(page).getByText('each decoded once')).toBeVisible()
  await expect(form(page).getByText('4 of 6')).toBeVisible()
  await page.screenshot({ path: 'out/e2e/looks/new-sweep-refused.png' })
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/#\/sweeps\/\d+$/)
  await expect(page.getByText('4 of 4 runs done').first()).toBeVisible({ timeout: patient(90_000) })
  expect((await runSummary(home, 1)).recipe).toMatchObject({ resampler: 'pillow-bilinear', channels: 'BGR' })
})
