import { eachFile, runChecks, wholeTree } from './test/checks.ts'
import { runEndToEndTests } from './test/end-to-end.ts'
import type { Counts } from './test/report.ts'
import { runUnitTests } from './test/unit.ts'

/**
 * Everything a fresh machine can check: the tests beside the code, and those in a real window; format, lint, types and
 * import rules. Each of the checks counts as one; the last line is `N passed, N failed`.
 */
const unit = await runUnitTests()
// A window waits as much as it works: the checks take the processor meanwhile, and are shown when nothing else is.
const said: string[] = []
const [endToEnd, checks] = await Promise.all([
  runEndToEndTests(),
  runChecks([...eachFile(['.']), ...wholeTree], (text) => said.push(text)),
])
for (const text of said) console.log(text)
const counts: Counts[] = [unit, endToEnd, checks]
const passed = counts.reduce((sum, count) => sum + count.passed, 0)
const failed = counts.reduce((sum, count) => sum + count.failed, 0)

for (const { warning } of counts) if (warning) console.log(`\nWARNING: ${warning}`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
