import { copyFileSync, mkdirSync, renameSync } from 'node:fs'
import path from 'node:path'
import { acuity } from '../src/testing/command.ts'
import { writeFiles } from '../src/testing/folders.ts'
import { patient } from '../src/testing/patience.ts'
import { sampleDataset, sampleModel, sampleRecipe } from '../src/testing/sample.ts'
import { hasSharedCases, sharedCases } from '../src/testing/shared-data.ts'
import { choosing } from './dialogs.ts'
import { expect, test } from './fixtures.ts'
import { drop } from './steps/drop.ts'
import { signalEngine } from './steps/engine-process.ts'

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

test('a run that is started before its recipe was suggested has the suggested one', async ({
  started: { app, page },
}) => {
  await page.getByRole('button', { name: 'Add the sample' }).click()
  await page.getByRole('link', { name: /^sample_net_99/ }).click()
  await expect(page.getByRole('heading', { name: 'sample_net_99' })).toBeVisible()
  await signalEngine(app, 'SIGSTOP')
  await page.getByRole('link', { name: 'Evaluate…', exact: true }).click()
  await page.getByRole('button', { name: 'Start run' }).click()
  await expect(page.getByRole('button', { name: 'Starting…' })).toBeVisible()
  await signalEngine(app, 'SIGCONT')
  await expect(page.getByRole('heading', { name: 'sample_net_99 128/99' })).toBeVisible()
})

test('a model that never answers is tried for as long as one likes, and can be cancelled', async ({ started }) => {
  test.skip(!hasSharedCases, 'the model that loops for ever is not here')
  const { page } = started
  await page.getByRole('button', { name: 'Add the sample' }).click()
  await expect(page.getByRole('link', { name: /^sample_net_99/ })).toBeVisible()
  await drop(page, [path.join(sharedCases, 'hostile/loop_forever.onnx')])
  await page.getByRole('link', { name: 'Evaluate…', exact: true }).click()
  const form = page.getByRole('form', { name: 'New run' })
  await form.getByRole('button', { name: 'Start run' }).click()
  await form.getByRole('button', { name: 'Cancel the start' }).click()
  await expect(form.getByText(/was cancelled/)).toBeVisible()

  await page.getByText('More settings').click()
  await form.getByRole('textbox', { name: 'Seconds to try the model' }).fill('1')
  await form.getByRole('button', { name: 'Start run' }).click()
  await expect(
    form.getByText(/did not answer within its limit of 1 s.*Raise “Seconds to try the model”\.$/),
  ).toBeVisible()
})

test('a folder of transformers.js that is dropped is a model, and the form says that its recipe came with it', async ({
  page,
  home,
}) => {
  const folder = path.join(home, 'deit-sample')
  const { resize, crop } = { resize: 128, crop: 99 }
  const preprocessor = {
    image_processor_type: 'DeiTImageProcessor',
    ...{ size: { height: resize, width: resize }, crop_size: { height: crop, width: crop }, resample: 2 },
    image_std: [0.25, 0.25, 0.25],
  }
  mkdirSync(path.join(folder, 'onnx'), { recursive: true })
  for (const name of ['model.onnx', 'model_fp16.onnx']) copyFileSync(sampleModel(99), path.join(folder, 'onnx', name))
  writeFiles(folder, {
    'config.json': '{"model_type":"deit"}',
    'preprocessor_config.json': JSON.stringify(preprocessor),
  })
  await drop(page, [sampleDataset, folder])
  await expect(
    page.getByText('deit-sample was added, as its model.onnx has it. The same folder also has model_fp16.onnx: it can'),
  ).toBeVisible()
  await page.goto('acuity://app/#/new-run')
  const form = page.getByRole('form', { name: 'New run' })
  await expect(
    form.getByText(
      "The file ../preprocessor_config.json came with the model, and is for Hugging Face's DeiTImageProcessor.",
    ),
  ).toBeVisible()
  await expect(form.getByRole('textbox', { name: 'Crop', exact: true })).toHaveValue(String(crop))
})

test('a mistake is seen before it costs: the first images are predicted, and what is wrong is put right by a button', async ({
  started: { app, page },
  home,
}) => {
  const [file, moved] = ['net.onnx', 'moved.onnx'].map((name) => path.join(home, name))
  copyFileSync(sampleModel(99), file ?? '')
  copyFileSync(sampleRecipe(99), path.join(home, 'net.recipe.json'))
  await drop(page, [sampleDataset, file ?? ''])
  await expect(page.getByRole('navigation', { name: 'Library' }).getByRole('link', { name: /^net/ })).toBeVisible()
  await page.goto('acuity://app/#/new-run')
  const form = page.getByRole('form', { name: 'New run' })
  const predicted = form.getByRole('region', { name: 'First images' }).getByText(/^\d of 8 images right$/)
  await expect(predicted).toBeVisible({ timeout: patient(20_000) })
  await predicted.scrollIntoViewIfNeeded()
  await form.getByRole('region', { name: 'First images' }).screenshot({ path: 'out/e2e/looks/new-run-preview.png' })

  for (const [channel, share] of Object.entries({ R: '0.485', G: '0.456', B: '0.406' }))
    await form.getByRole('textbox', { name: `Mean ${channel}` }).fill(share)
  const offer = form.getByRole('button', { name: 'Set “Mean” to 123.675, 116.28, 103.53' })
  await expect(offer).toBeVisible({ timeout: patient(20_000) })
  await expect(form.getByText(/as of pixels from 0 to 1, and pixels go from 0 to 255/)).toBeVisible()
  await page.screenshot({ path: 'out/e2e/looks/new-run-warned.png' })
  await offer.click()
  await expect(form.getByRole('textbox', { name: 'Mean R' })).toHaveValue('123.675')
  await expect(offer).toHaveCount(0)
  await expect(predicted).toBeVisible({ timeout: patient(20_000) })

  // What was meant once is meant again, and a model that was moved is found from here.
  await form.getByRole('combobox', { name: 'Channels' }).selectOption('BGR')
  await form.getByRole('button', { name: 'Start run' }).click()
  await expect(page).toHaveURL(/#\/runs\/1\/overview$/)
  await expect(page.getByText('Top-1').first()).toBeVisible({ timeout: patient(30_000) })
  renameSync(file ?? '', moved ?? '')
  await page.goto('acuity://app/#/new-run')
  await expect(form.getByText('As in run 1, the last one of this model.')).toBeVisible()
  await expect(form.getByRole('combobox', { name: 'Channels' })).toHaveValue('BGR')
  await choosing(app, moved ?? '')
  await form.getByRole('button', { name: 'Locate the model…' }).click()
  await expect(predicted).toBeVisible({ timeout: patient(20_000) })
})
