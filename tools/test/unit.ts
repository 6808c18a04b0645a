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
 * Runs the tests beside the code, and names those that are skipped. Where a test's process died, its files are run once
 * more, and named: native code in worker threads has been seen to end a process once in some thousands.
 *
 * @param files default: all
 */
export function runUnitTests(files: readonly string[] = []): Counts {
  const report = runVitest(files)
  if (!report) return { passed: 0, failed: 1 }
  const died = report.testResults.filter(hasDied)
  for (const { fullName, status } of report.testResults.flatMap(({ assertionResults }) => assertionResults))
    if (status === 'skipped' || status === 'todo') console.log(`skipped: ${fullName}`)
  if (died.length === 0) return countsOf(report)

  const names = died.map(({ name }) => name)
  console.log(`\nTHE PROCESS DIED, and is given one more chance: ${names.join(', ')}`)
  const again = runVitest(names)
  if (!again) return { passed: report.numPassedTests, failed: report.numFailedTests + 1 }
  // What the dead process had passed is counted when it passes again.
  const before = died.flatMap(({ assertionResults }) => assertionResults).filter(({ status }) => status === 'passed')
  const { passed, failed } = countsOf(again)
  return { passed: report.numPassedTests - before.length + passed, failed: report.numFailedTests + failed }
}

const runVitest = (files: readonly string[]) =>
  reportOf(VitestReport, 'vitest', (file) => {
    runTool('vitest', ['run', ...files, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`])
  })

/** A file whose process ended: its tests are left waiting for ever, or there are none. */
const hasDied = ({ assertionResults }: VitestReport['testResults'][number]) =>
  assertionResults.length === 0 || assertionResults.some(({ status }) => status === 'pending')

function countsOf({ success, numPassedTests: passed, numFailedTests }: VitestReport): Counts {
  // An error outside any test, as a file that does not load, must not pass for a success.
  return { passed, failed: numFailedTests + (!success && numFailedTests === 0 ? 1 : 0) }
}
