import path from 'node:path'
import { copyAsImageNet } from '../src/testing/sample.ts'
import { patient } from '../src/testing/patience.ts'
import { expect, test } from './fixtures.ts'
import { evaluateSample } from './steps/sample-runs.ts'
import { inBothThemes } from './steps/legible.ts'

test.setTimeout(patient(180_000))

test('groups of classes unfold, lead to their errors, and say what the second run loses of each', async ({
  home,
  start,
}) => {
  await evaluateSample(home, { dataset: copyAsImageNet(path.join(home, 'imagenet')) })
  const started = await start()
  const { page } = started
  const listed = page.getByRole('group', { name: 'What is listed' })
  await page.goto('acuity://app/#/runs/2/classes')
  await page.getByLabel('Difference to').selectOption({ index: 1 })
  const classes = page.getByRole('table', { name: 'Classes' })
  await classes.getByRole('button', { name: 'Difference' }).click()
  await expect(classes.getByRole('columnheader', { name: 'Difference' })).toHaveAttribute('aria-sort', 'ascending')
  await expect(classes.getByRole('row').nth(1)).toContainText(/−\d+\.\d$/)
  await expect(classes.getByRole('link', { name: 'crane (n02012849)' }).first()).toBeVisible()
  const show = async (look: (name?: string) => Promise<void>) => {
    await page.goto('acuity://app/#/runs/2/classes')
    await listed.getByText('Classes').click()
    await look('classes')
    await listed.getByText('Groups').click()
    await expect(page.getByRole('table', { name: 'Groups of classes' })).toBeVisible()
    await look('groups')
  }
  await inBothThemes(started, show, 'groups')

  const groups = page.getByRole('table', { name: 'Groups of classes' })
  await expect(groups.getByRole('link', { name: 'beetle' })).toBeHidden()
  const closed = () => groups.getByRole('button', { expanded: false })
  while ((await closed().count()) > 0) await closed().first().click()
  const beetle = groups.getByRole('row').filter({ has: page.getByRole('link', { name: 'beetle' }) })
  await expect(beetle).toContainText(/beetle 2 40 \d/)
  await beetle.getByRole('link').click()
  await expect(page).toHaveURL(/#\/runs\/2\/errors\?group=n02164464$/)
  await expect(page.getByLabel('Group')).toHaveValue('n02164464')
  await expect(page.getByRole('heading', { name: /^\d+ misclassified images$/ })).toBeVisible()

  await page.goto('acuity://app/#/flips/1/2')
  await listed.getByText('By group').click()
  while ((await closed().count()) > 0) await closed().first().click()
  await beetle.getByRole('link').click()
  await expect(page).toHaveURL(/#\/flips\/1\/2\?group=n02164464$/)
  await page.getByLabel('Sort by').selectOption('Most confidence lost')
  await expect(page).toHaveURL(/group=n02164464&order=confidence-lost$/)
  await expect(page.getByRole('heading', { name: /^Lost: beetle \d+ images?$/ })).toBeVisible()
  await inBothThemes(started, async (look) => look(), 'flips-of-a-group')
})
