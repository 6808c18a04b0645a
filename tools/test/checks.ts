import os from 'node:os'
import type { Counts } from './report.ts'
import { runAside } from './run.ts'

/** A tool of node_modules, and its arguments. */
export type Check = readonly [tool: string, ...args: string[]]

const cached = (name: string) => [
  '--incremental',
  '--tsBuildInfoFile',
  `node_modules/.cache/acuity/${name}.tsbuildinfo`,
]

/** Types and import rules: of the whole tree, as a change in one file makes faults in another. The slowest first. */
export const wholeTree: readonly Check[] = [
  ['svelte-check', '--tsconfig', 'src/renderer/tsconfig.json', '--fail-on-warnings'],
  ['tsc', '--noEmit', ...cached('main')],
  ['tsc', '--noEmit', '-p', 'e2e', ...cached('e2e')],
  ['tsc', '--noEmit', '-p', 'src/preload', ...cached('preload')],
  ['depcruise', 'src', 'tools', 'e2e'],
]

const lint = (files: readonly string[], but: string): Check => [
  'eslint',
  ...files,
  '--ignore-pattern',
  but,
  '--concurrency=off',
  '--no-warn-ignored',
  '--no-error-on-unmatched-pattern',
]

/** Lint and format: of each file by itself. */
export const eachFile = (files: readonly string[]): readonly Check[] => [
  // With types, lint is the slowest of all, and half of it is for components: two threads that need different types.
  lint(files, '**/*.svelte'),
  lint(files, '**/*.{js,ts}'),
  ['prettier', '--check', '--ignore-unknown', ...files],
]

/** Runs checks, as many at once as there are cores, and shows what each had to say when it ends. Each counts as one. */
export async function runChecks(checks: readonly Check[]): Promise<Counts> {
  const waiting = [...checks]
  const counts: Counts = { passed: 0, failed: 0 }
  const lane = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const [tool, ...args] = check
      if (await runAside(tool, args)) counts.passed += 1
      else counts.failed += 1
    }
  }
  await Promise.all(Array.from({ length: Math.max(2, os.availableParallelism()) }, lane))
  return counts
}
