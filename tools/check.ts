import path from 'node:path'
import { changedFiles, testsOf } from './test/changed-files.ts'
import { eachFile, runChecks, wholeTree } from './test/checks.ts'
import { runTool } from './test/run.ts'

/** What to run before a commit, within a minute: `npm test` but for the tests of what was not changed, and of the window. */
const root = path.join(import.meta.dirname, '..')
const files = changedFiles(root)
const tests = testsOf(files, root)

const { failed } = await runChecks([...wholeTree, ...(files.length > 0 ? eachFile(files) : [])])
const passed = tests.length === 0 || (await runTool('vitest', ['run', ...tests]))
console.log(
  `\n${files.length} changed files, ${tests.length} of them or for them tests: ${failed === 0 && passed ? 'all is well' : 'SOMETHING FAILED'}`,
)
process.exitCode = failed === 0 && passed ? 0 : 1
