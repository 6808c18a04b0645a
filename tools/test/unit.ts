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
 * Runs the tests beside the code, and names those that are skipped. Where a test's process died, as for want of memory,
 * its files are run once more, and the counts carry a warning that names them.
 *
 * @param files default: all
 */
export async function runUnitTests(files: readonly string[] = []): Promise<Counts> {
  const report = await runVitest(files)
  if (!report) return { passed: 0, failed: 1 }
  const died = report.testResults.filter(hasDied)
  for (const { fullName, status } of report.testResults.flatMap(({ assertionResults }) => assertionResults))
    if (status === 'skipped' || status === 'todo') console.log(`skipped: ${fullName}`)
  if (died.length === 0) return countsOf(report)

  console.log(`\nTHE PROCESS DIED, and is given one more chance: ${nameOf(died)}`)
  return countTwice(report, await runVitest(died.map(({ name }) => name)))
}

/**
 * What counts where files were run again: what a dead process had passed, when it passes again.
 * @param again the report of those files alone; null when there is none, which fails
 */
export function countTwice(first: VitestReport, again: VitestReport | null): Counts {
  const died = first.testResults.filter(hasDied)
  const warning = `the process of ${died.length} test ${died.length === 1 ? 'file' : 'files'} died and was started once more: ${nameOf(died)}`
  const before = died.flatMap(({ assertionResults }) => assertionResults).filter(({ status }) => status === 'passed')
  const { passed, failed } = again ? countsOf(again) : { passed: before.length, failed: 1 }
  return {
    passed: first.numPassedTests - before.length + passed,
    failed: first.numFailedTests + failed,
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

function countsOf({ success, numPassedTests: passed, numFailedTests }: VitestReport): Counts {
  // An error outside any test, as a file that does not load, must not pass for a success.
  return { passed, failed: numFailedTests + (!success && numFailedTests === 0 ? 1 : 0) }
}
