import path from 'node:path'
import { z } from 'zod'
import { ProvisionError, type Electron } from '../electron/index.ts'
import { provisionDisplay, provisionElectron } from '../electron/provision.ts'
import { buildApp } from '../build/build.ts'
import { reportOf, type Counts } from './report.ts'
import { run } from './run.ts'

const Annotation = z.object({ type: z.string(), description: z.string().optional() })
const Spec = z.object({
  title: z.string(),
  tests: z.array(z.object({ status: z.string(), annotations: z.array(Annotation) })),
})
const Suite = z.object({
  specs: z.array(Spec),
  get suites() {
    return z.array(Suite).optional()
  },
})
const PlaywrightReport = z.object({
  suites: z.array(Suite),
  errors: z.array(z.unknown()),
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
})

/**
 * Runs the tests in a real window, of an app that is built for them. A machine that cannot open one fails in CI, and
 * says so elsewhere.
 *
 * @param more arguments of Playwright's, as patterns of files; default: none, which runs all
 */
export async function runEndToEndTests(more: readonly string[] = []): Promise<Counts> {
  console.log('\n> provision Electron')
  const electron = provisionOrSay()
  if (!electron) return { passed: 0, failed: process.env['CI'] ? 1 : 0 }
  console.log('\n> build the app')
  const fault = buildApp()
  if (fault !== null) {
    console.error(fault)
    return { passed: 0, failed: 1 }
  }
  const report = await reportOf(PlaywrightReport, 'playwright', (file) => runPlaywright(electron, file, more))
  if (!report) return { passed: 0, failed: 1 }
  for (const line of skippedTests(report.suites)) console.log(line)
  const { expected, unexpected, flaky } = report.stats
  const flakyTests = allSpecs(report.suites).filter(({ tests }) => tests.some(({ status }) => status === 'flaky'))
  // An error outside any test, as a file that does not load, must not pass for a success.
  const outside = unexpected === 0 && report.errors.length > 0 ? 1 : 0
  const warning = `passed only when tried again: ${flakyTests.map(({ title }) => title).join('; ')}`
  return { passed: expected + flaky, failed: unexpected + outside, ...(flaky > 0 && { warning }) }
}

function provisionOrSay(): Electron | null {
  try {
    const electron = provisionElectron()
    provisionDisplay()
    return electron
  } catch (error) {
    if (!(error instanceof ProvisionError)) throw error
    console.log(`${process.env['CI'] ? 'failed' : 'skipped'}: e2e: ${error.message}`)
    return null
  }
}

function runPlaywright(electron: Electron, report: string, more: readonly string[]): Promise<boolean> {
  const args = ['test', '-c', 'e2e/playwright.config.ts', '--reporter=list,json', ...more]
  const env = { ELECTRON_OVERRIDE_DIST_PATH: electron.folder, PLAYWRIGHT_JSON_OUTPUT_FILE: report }
  return run(path.join('node_modules', '.bin', 'playwright'), args, env)
}

const allSpecs = (suites: z.infer<typeof Suite>[]): z.infer<typeof Spec>[] =>
  suites.flatMap(({ specs, suites: inner }) => [...specs, ...allSpecs(inner ?? [])])

const skippedTests = (suites: z.infer<typeof Suite>[]): string[] =>
  allSpecs(suites).flatMap(({ title, tests }) =>
    tests
      .filter(({ status }) => status === 'skipped')
      .map(({ annotations }) => `skipped: ${title}${reason(annotations)}`),
  )

function reason(annotations: z.infer<typeof Annotation>[]): string {
  const description = annotations.find(({ type }) => type === 'skip' || type === 'fixme')?.description
  return description ? `: ${description}` : ''
}
