import { eachFile, runChecks, wholeTree } from './test/checks.ts'
import { runEndToEndTests } from './test/end-to-end.ts'
import type { Counts } from './test/report.ts'
import { runUnitTests } from './test/unit.ts'

/**
 * Everything a fresh machine can check: format, lint, types, import rules, the tests beside the code, and those in a
 * real window. Each of the checks counts as one; the last line is `N passed, N failed`.
 */
const checks = await runChecks([...eachFile(['.']), ...wholeTree])
const counts: Counts[] = [checks, runUnitTests(), runEndToEndTests()]
const passed = counts.reduce((sum, count) => sum + count.passed, 0)
const failed = counts.reduce((sum, count) => sum + count.failed, 0)

for (const { warning } of counts) if (warning) console.log(`\nWARNING: ${warning}`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
