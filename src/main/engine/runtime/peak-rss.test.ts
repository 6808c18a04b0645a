import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { expect, it } from 'vitest'
import { peakRss } from './peak-rss.ts'

const module = path.join(import.meta.dirname, 'peak-rss.ts')
const program = `import { peakRss } from ${JSON.stringify(module)}; console.log(peakRss())`

it('is at least what the process holds', () => {
  expect(peakRss()).toBeGreaterThanOrEqual(process.memoryUsage.rss() * 0.95)
})

it('is not that of a larger process that started this one', () => {
  const large = Buffer.alloc(400e6, 1)
  const peak = Number(execFileSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' }))
  expect(large.length).toBe(400e6)
  expect(peak).toBeGreaterThan(10e6)
  expect(peak).toBeLessThan(300e6)
})
