import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { acuity } from '../src/testing/command.ts'
import { choosing } from './dialogs.ts'
import { expect, testOfRuns } from './fixtures.ts'
import { drop } from './steps/drop.ts'
import { inBothThemes } from './steps/legible.ts'
import { chooseCommand } from './steps/menu.ts'
import { picturesArrive } from './steps/visits.ts'

testOfRuns(
  'answers that were made elsewhere are a run: its page, its images, and beside the run they are of',
  async ({ start, home }) => {
    const file = path.join(home, 'answers.csv')
    const answers = await acuity(home, ['report', '2', '--as', 'images', '--format', 'csv'])
    writeFileSync(file, answers.stdout)
    const short = path.join(home, 'short.csv')
    writeFileSync(short, answers.stdout.trim().split('\n').slice(0, 100).join('\n'))

    const started = await start()
    const { app, page } = started
    const main = page.getByRole('main')
    await drop(page, [short])
    const asked = page.getByRole('form', { name: 'Import the answers in short.csv' })
    await inBothThemes(started, (look) => look(), 'import-question')
    await asked.getByRole('button', { name: 'Import' }).click()
    const refused = page.getByRole('form', { name: 'short.csv cannot be imported so' })
    await expect(refused).toContainText('it answers 99 of the 240 images of')
    await expect(refused).toContainText('Tick “Only images that both have”.')
    await inBothThemes(started, (look) => look(), 'import-refused')
    await refused.getByRole('button', { name: 'Dismiss' }).click()

    await choosing(app, file)
    await chooseCommand(app, 'Import answers…')
    const whole = page.getByRole('form', { name: 'Import the answers in answers.csv' })
    await whole.getByRole('textbox', { name: 'Model' }).fill('from elsewhere')
    await whole.getByRole('button', { name: 'Import' }).click()
    await expect(page).toHaveURL(/#\/runs\/3\/overview$/)
    await expect(main.getByRole('heading', { level: 1, name: 'from elsewhere (imported)' })).toBeVisible()
    const origin = page.getByRole('region', { name: 'Where it comes from' })
    await expect(origin).toContainText('These answers were made elsewhere and imported.')
    await expect(origin).toContainText(file)
    await expect(origin).toContainText('those of the dataset, of 240 images')
    for (const name of ['Speed', 'Recipe', 'What it ran on']) {
      await expect(page.getByRole('region', { name, exact: true })).toHaveCount(0)
    }
    await expect(main.getByRole('button', { name: 'Export' })).toBeVisible()
    await expect(main.getByRole('button', { name: 'Run again' })).toHaveCount(0)
    await expect(main.getByRole('link', { name: 'Duplicate with changes' })).toHaveCount(0)
    await inBothThemes(
      started,
      async (look) => {
        await look()
        await origin.scrollIntoViewIfNeeded()
        await look('origin')
      },
      'imported-run',
    )

    await page.goto('acuity://app/#/runs/3/errors')
    await page.locator('[data-image]').first().click()
    await expect(main).toContainText('which pixels its network was given is not known')
    await inBothThemes(
      started,
      async (look) => {
        await picturesArrive(page)
        await look()
      },
      'imported-image',
    )

    await page.goto('acuity://app/#/compare/2,3')
    const row = page.getByRole('table').getByRole('row').filter({ hasText: 'from elsewhere' }).first()
    await expect(row.getByRole('cell', { name: '–', exact: true }).first()).toBeVisible()
    await inBothThemes(started, (look) => look(), 'imported-compare')
    await page.goto('acuity://app/#/flips/2/3')
    const cells = page.getByRole('navigation', { name: 'How both runs answered' })
    await expect(cells.getByRole('link', { name: 'Lost 0' })).toBeVisible()
    await inBothThemes(started, (look) => look(), 'imported-flips')
  },
)
