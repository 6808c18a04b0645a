import { z } from 'zod'
import { reportOf, type Counts } from './report.ts'
import { runTool } from './run.ts'

const VitestReport = z.object({
  success: z.boolean(),
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  testResults: z.array(z.object({ assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })) })),
})

/** Runs the tests beside the code, and names those that are skipped. */
export function runUnitTests(): Counts {
  const report = reportOf(VitestReport, 'vitest', (file) => {
    runTool('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`])
  })
  if (!report) return { passed: 0, failed: 1 }
  const skipped = report.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status !== 'passed' && status !== 'failed')
  for (const { fullName } of skipped) console.log(`skipped: ${fullName}`)
  // An error outside any test, as a file that does not load, must not pass for a success.
  const outside = !report.success && report.numFailedTests === 0 ? 1 : 0
  return { passed: report.numPassedTests, failed: report.numFailedTests + outside }
}
