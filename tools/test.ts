import { runEndToEndTests } from './test/end-to-end.ts'
import type { Counts } from './test/report.ts'
import { runTool } from './test/run.ts'
import { runUnitTests } from './test/unit.ts'

/**
 * Everything a fresh machine can check: format, lint, types, import rules, the tests beside the code, and those in a
 * real window. Each of the checks counts as one; the last line is `N passed, N failed`.
 */
const checks: [string, string[]][] = [
  ['prettier', ['--check', '.']],
  // Types make it the slowest check: two threads take little more than half as long.
  ['eslint', ['.', '--concurrency=2']],
  ['tsc', ['--noEmit']],
  ['tsc', ['--noEmit', '-p', 'src/preload']],
  ['tsc', ['--noEmit', '-p', 'e2e']],
  ['svelte-check', ['--tsconfig', 'src/renderer/tsconfig.json', '--fail-on-warnings']],
  ['depcruise', ['src', 'tools', 'e2e']],
]

const counts: Counts[] = [
  ...checks.map(([tool, args]) => (runTool(tool, args) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 })),
  runUnitTests(),
  runEndToEndTests(),
]
const passed = counts.reduce((sum, count) => sum + count.passed, 0)
const failed = counts.reduce((sum, count) => sum + count.failed, 0)

for (const { warning } of counts) if (warning) console.log(`\nWARNING: ${warning}`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
