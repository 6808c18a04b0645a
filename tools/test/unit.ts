import path from 'node:path'
import { z } from 'zod'
import { reportOf, type Counts } from './report.ts'
import { runTool } from './run.ts'

const VitestReport = z.object({
  success: z.boolean(),
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  testResults: z.array(
    z.object({
      name: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
})
type VitestReport = z.infer<typeof VitestReport>

/**
 * Runs the tests beside the code, and names those that are skipped. The files of a test whose process died, as for want of
 * memory, are run once more, in CI also those of one that failed, as it may on a machine that stalls: the counts carry a
 * warning that names them.
 *
 * @param files default: all
 */
export async function runUnitTests(files: readonly string[] = []): Promise<Counts> {
  const report = await runVitest(files)
  if (!report) return { passed: 0, failed: 1 }
  const repeated = report.testResults.filter((file) => hasDied(file) || (process.env['CI'] && hasFailed(file)))
  for (const { fullName, status } of report.testResults.flatMap(({ assertionResults }) => assertionResults))
    if (status === 'skipped' || status === 'todo') console.log(`skipped: ${fullName}`)
  if (repeated.length === 0) return countsOf(report)

  console.log(`\nDIED OR FAILED, and is given one more chance: ${nameOf(repeated)}`)
  return countTwice(report, repeated, await runVitest(repeated.map(({ name }) => name)))
}

/**
 * What counts where files were run again: what they had passed, when it passes again.
 * @param repeated the files of the first report that were run again
 * @param again the report of those files alone; null when there is none, which fails
 */
export function countTwice(
  first: VitestReport,
  repeated: VitestReport['testResults'],
  again: VitestReport | null,
): Counts {
  const files = repeated.length === 1 ? 'file' : 'files'
  const warning = `${repeated.length} test ${files} died or failed, and had another try: ${nameOf(repeated)}`
  const before = (status: string) =>
    repeated.flatMap(({ assertionResults }) => assertionResults).filter((test) => test.status === status).length
  const { passed, failed } = again ? countsOf(again) : { passed: before('passed'), failed: before('failed') + 1 }
  return {
    passed: first.numPassedTests - before('passed') + passed,
    failed: first.numFailedTests - before('failed') + failed,
    warning,
  }
}

const nameOf = (files: VitestReport['testResults']) =>
  files.map(({ name }) => path.relative(process.cwd(), name)).join(', ')

const runVitest = (files: readonly string[]) =>
  reportOf(VitestReport, 'vitest', (file) =>
    runTool('vitest', ['run', ...files, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]),
  )

/** A file whose process ended: its tests are left waiting for ever, or there are none. */
const hasDied = ({ assertionResults }: VitestReport['testResults'][number]) =>
  assertionResults.length === 0 || assertionResults.some(({ status }) => status === 'pending')

const hasFailed = ({ assertionResults }: VitestReport['testResults'][number]) =>
  assertionResults.some(({ status }) => status === 'failed')

function countsOf({ success, numPassedTests: passed, numFailedTests }: VitestReport): Counts {
  // An error outside any test, as a file that does not load, must not pass for a success.
  return { passed, failed: numFailedTests + (!success && numFailedTests === 0 ? 1 : 0) }
}
