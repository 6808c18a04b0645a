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
  // With the preload script: both know a page beside Node.
  ['tsc', '--noEmit', '-p', 'e2e', ...cached('e2e')],
  ['depcruise', 'src', 'tools', 'e2e'],
]

const renderer = 'src/renderer'

const lint = (files: readonly string[], ...more: string[]): Check => [
  'eslint',
  ...files,
  ...more,
  '--concurrency=off',
  '--no-warn-ignored',
  '--no-error-on-unmatched-pattern',
]

/** Lint and format: of each file by itself. */
export function eachFile(files: readonly string[]): readonly Check[] {
  // With types, lint is the slowest of all: two threads, of which neither works out the types that the other needs.
  const ofRenderer = files.includes('.') ? [renderer] : files.filter((file) => file.startsWith(`${renderer}/`))
  return [
    lint(files, '--ignore-pattern', `${renderer}/`),
    ['prettier', '--check', '--ignore-unknown', ...files],
    ...(ofRenderer.length > 0 ? [lint(ofRenderer)] : []),
  ]
}

/**
 * Runs checks, as many at once as there are cores. Each counts as one.
 * @param tell is told what each had to say when it ends
 */
export async function runChecks(checks: readonly Check[], tell: (said: string) => void = console.log): Promise<Counts> {
  const waiting = [...checks]
  const counts: Counts = { passed: 0, failed: 0 }
  const lane = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const [tool, ...args] = check
      if (await runAside(tool, args, tell)) counts.passed += 1
      else counts.failed += 1
    }
  }
  await Promise.all(Array.from({ length: Math.max(2, os.availableParallelism()) }, lane))
  return counts
}
