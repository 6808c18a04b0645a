import { runEndToEndTests } from './test/end-to-end.ts'

/** The tests in a real window whose files match the patterns given, with all that they need: `npm run test:e2e -- PATTERN`. */
const { passed, failed } = await runEndToEndTests(process.argv.slice(2))
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
