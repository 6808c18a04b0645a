import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../src/testing/folders.ts'

const bench = (...args: string[]) =>
  spawnSync(process.execPath, [path.join(import.meta.dirname, 'bench.ts'), ...args], { encoding: 'utf8' })

it('measures the sample, and writes one table whose lines end in a verdict', () => {
  const out = path.join(temporaryFolder(), 'bench.md')
  const { status, stdout } = bench('--quick', '--sample', '--only', 'overhead,resampler,cuda', '--out', out)
  expect(status).toBe(0)
  const text = readFileSync(out, 'utf8')
  expect(stdout.trimEnd()).toBe(text.trimEnd())
  expect(text).toContain('npm run bench -- --quick --sample --only overhead,resampler,cuda')
  expect(text).toContain('240 drawn images')
  const [head, , ...rows] = text.split('\n').filter((line) => line.startsWith('|'))
  expect(head).toMatch(/what .* measured .* limit .* ratio .* spread .* goal .* verdict/)
  expect(rows).toHaveLength(4)
  expect(rows[0]).toMatch(/engine's own thread .* \d+\.\d µs .* – \| no goal \|$/)
  expect(rows[1]).toMatch(/beside the session .* \d+\.\d µs .* – \| no goal \|$/)
  expect(rows[2]).toMatch(/ms .* ≤ 0\.3 ms \| (met {4}|not met) \|$/)
  expect(rows[3]).toMatch(/\| not run \|$/)
})

it('measures the gates where nobody says what else is to be, and anything that is named', () => {
  const { stdout } = bench('--help')
  expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(
    /gates are measured, .*: cold, warm, .*indexing, archive\..* --all also .*: overhead, /,
  )
  const { status, stderr } = bench('--all', '--only', 'cold')
  expect(status).toBe(1)
  expect(stderr).toContain("'--all' cannot be used with option '--only <names>'")
})

it('names what can be measured where it is asked for something else', () => {
  const { status, stderr } = bench('--only', 'cold,hot')
  expect(status).toBe(1)
  expect(stderr).toContain('There is no hot, but cold, warm,')
})
