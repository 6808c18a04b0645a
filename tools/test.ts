import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { z } from 'zod'

/**
 * Everything a fresh machine can check: format, lint, types, import rules, and the tests. Each of the first four counts
 * as one; the last line is `N passed, N failed`.
 */
const checks: [string, string[]][] = [
  ['prettier', ['--check', '.']],
  ['eslint', ['.']],
  ['tsc', ['--noEmit']],
  ['depcruise', ['src', 'tools']],
]

const VitestReport = z.object({
  success: z.boolean(),
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  testResults: z.array(z.object({ assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })) })),
})

let [passed, failed] = [0, 0]

for (const [tool, args] of checks) {
  if (run(tool, args)) passed++
  else failed++
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'acuity-vitest-'))
const reportFile = path.join(folder, 'report.json')
run('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`])
const report = readReport()
rmSync(folder, { recursive: true })
if (report) {
  passed += report.numPassedTests
  failed += report.numFailedTests
  // An error outside any test, as a file that does not load, must not pass for a success.
  if (!report.success && report.numFailedTests === 0) failed++
  const skipped = report.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status !== 'passed' && status !== 'failed')
  for (const { fullName } of skipped) console.log(`skipped: ${fullName}`)
} else failed++

console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0

function run(tool: string, args: string[]): boolean {
  console.log(`\n> ${tool} ${args.join(' ')}`)
  const command = path.join('node_modules', '.bin', tool)
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' })
  if (error) console.error(error.message)
  return status === 0
}

function readReport(): z.infer<typeof VitestReport> | null {
  try {
    return VitestReport.parse(JSON.parse(readFileSync(reportFile, 'utf8')))
  } catch (error) {
    console.error(`vitest left no report: ${String(error)}`)
    return null
  }
}
