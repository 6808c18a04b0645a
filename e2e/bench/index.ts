import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { Command } from 'commander'
import { markdownTable } from 'markdown-table'
import prettier from 'prettier'
import { launch } from '../launch.ts'
import { fromCallersFolder } from '../../tools/callers-folder.ts'
import { onScreen } from '../../tools/electron/on-screen.ts'
import { openEngine } from '../../src/main/engine/index.ts'
import { findResources } from '../../src/main/resources.ts'
import type { Engine } from '../../src/shared/contract.ts'
import { describeMachine } from '../../tools/bench/machine.ts'
import type { Sample } from '../../tools/bench/sample.ts'
import { countFrames, dragAbout, scrollDown, type Frames } from './frames.ts'
import { timePaint, timeQueries } from './measure.ts'
import { pagesElsewhere, pagesOf } from './pages.ts'
import { seed } from './seed.ts'

const recorded = path.join(import.meta.dirname, '../../docs/method/bench-ui.md')
/** What a page's questions may take, and from the click to its content, in milliseconds. */
const GOAL = { answered: 100, painted: 100 }
const SCROLL_FRAMES = 600
/** Pixels a frame: a screen in a third of a second. */
const SCROLL_PACE = 40
const DRAG_MOVES = 300

/** Measures the window on a database of 50,000 images × 12 runs, and writes one table of it. */
await new Command('bench:ui')
  .description('measure every page on a seeded database of 50,000 images and 12 runs')
  .option('--out <file>', 'where to write the report', fromCallersFolder, recorded)
  .action((options: { out: string }) => onScreen(() => measure(options)))
  .parseAsync()

async function measure({ out }: { out: string }): Promise<void> {
  const home = mkdtempSync(path.join(os.tmpdir(), 'acuity-bench-ui-'))
  try {
    console.error('seeding the database')
    await seed(home)
    const text = await prettier.format(await report(home), { parser: 'markdown' })
    console.log(text)
    writeFileSync(out, text)
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

async function report(home: string): Promise<string> {
  const engine = openEngine({ home, resources: findResources() })
  const { app, page } = await launch(home)
  try {
    const { environment } = await engine.call('engine.diagnose', {})
    return formatReport(
      describeMachine(environment),
      await measurePages(engine, page),
      await measureMotion(engine, page),
    )
  } finally {
    await app.close()
    await engine.close()
  }
}

async function seededRuns(engine: Engine): Promise<[number, number, number, number]> {
  const runs = (await engine.call('runs.list', {})).filter(({ dataset }) => dataset === 'seeded')
  const [a, b, c, d] = runs.map(({ run: id }) => id)
  if (a === undefined || b === undefined || c === undefined || d === undefined)
    throw new Error('the seeded runs are missing')
  return [a, b, c, d]
}

/** The sweep of the seeded runs, and another one. */
async function seededSweeps(engine: Engine): Promise<[number, number]> {
  const sweeps = await engine.call('sweeps.list', {})
  const [seeded, other] = ['seeded', 'sample'].map((name) => sweeps.find(({ dataset }) => dataset === name)?.sweep)
  if (seeded === undefined || other === undefined) throw new Error('the seeded sweeps are missing')
  return [seeded, other]
}

async function measurePages(engine: Engine, page: Page): Promise<string[][]> {
  const [first, second, third, fourth] = await seededRuns(engine)
  const [sweep, otherSweep] = await seededSweeps(engine)
  const rows: string[][] = []
  for (const each of await pagesOf(engine, [first, second], sweep)) {
    console.error(each.name)
    const queries = await timeQueries(engine, each)
    const paint = await timePaint(page, each, pagesElsewhere([third, fourth], otherSweep))
    const names = each.queries.map(({ method }) => `\`${method}\``).join(', ')
    rows.push([each.name, names, ...judged(queries, GOAL.answered), ...judged(paint, GOAL.painted)])
  }
  return rows
}

async function measureMotion(engine: Engine, page: Page): Promise<string[][]> {
  const [run] = await seededRuns(engine)
  const go = async (tab: string, selector: string) => {
    await page.evaluate((hash) => (location.hash = hash), `#/runs/${run}/${tab}`)
    await page.locator(selector).first().waitFor()
  }
  await go('errors', '[role="grid"] [data-image]')
  const scrolled = await countFrames(page, () => scrollDown(page, '[role="grid"]', SCROLL_FRAMES, SCROLL_PACE))
  const rushed = await countFrames(page, () => scrollDown(page, '[role="grid"]', SCROLL_FRAMES, null))
  await go('confusions', 'canvas')
  const panned = await countFrames(page, () => dragAbout(page, 'canvas', DRAG_MOVES))
  const row = (what: string, { shown, dropped }: Frames) => [what, String(shown), String(dropped)]
  return [
    row(`scrolling the grid of errors, ${SCROLL_PACE} pixels a frame`, scrolled),
    row(`the same from end to end in ${SCROLL_FRAMES} steps`, rushed),
    row('panning the confusion matrix', panned),
  ]
}

/** A measurement in milliseconds, and whether its median is below the goal. */
function judged({ median, high }: Sample, goal: number): string[] {
  return [`${median.toFixed(0)} (${high.toFixed(0)})`, median < goal ? 'met' : 'not met']
}

function formatReport(machine: readonly string[], pages: string[][], motion: string[][]): string {
  return [
    '# What the window takes',
    [
      'Written by the command below, on a database of 50,000 images of 1000 classes with 12 finished runs, which are a sweep.',
      'A page’s queries are what it asks before its content is there, in a window that knew nothing of the runs before.',
      'They are timed in an engine of their own, one after the other, from the first question to the last answer. The',
      'lists of datasets, models and runs, and the tags in use, are not among them: the window asks for those once, when it',
      'opens. The classes, the calibration, the confusions and the last list of errors it keeps while it stays with a run,',
      'so that another page of the same run asks less than stands here. Painted is the time from the click to the frame',
      'that has the content, the engine’s process and its port included, where the window knew nothing of the runs before:',
      'tables and tiles with the names of their classes, and the charts above them; pictures are fetched afterwards. Both',
      'are medians of 7 with the highest in brackets, in milliseconds; the goals are for two cores and drawing by software.',
      'Frames are counted against 60 a second.',
    ].join(' '),
    '```sh\nnpm run bench:ui\n```',
    machine.map((line) => `- ${line}`).join('\n'),
    markdownTable(
      [['page', 'queries', 'answered', `< ${GOAL.answered} ms`, 'painted', `< ${GOAL.painted} ms`], ...pages],
      {
        align: ['l', 'l', 'r', 'l', 'r', 'l'],
      },
    ),
    markdownTable([['what moves', 'frames shown', 'dropped'], ...motion], { align: ['l', 'r', 'r'] }),
  ].join('\n\n')
}
