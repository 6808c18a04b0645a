import path from 'node:path'
import { expect, it } from 'vitest'
import { acuity } from '../src/testing/command.ts'
import { temporaryFolder } from '../src/testing/folders.ts'
import { buildApp } from './build/build.ts'
import { isBuilt } from './build/stamp.ts'

const root = path.join(import.meta.dirname, '..')

it('the bundle does the main job, workers and probes included', async () => {
  expect(buildApp()).toBeNull()
  // Nothing has changed since.
  expect(isBuilt(root)).toBe(true)
  const bundle = path.join(root, 'out/main/cli.js')
  const out = temporaryFolder()
  const { code, stdout } = await acuity(temporaryFolder(), ['demo', '--out', out], bundle)
  expect(code).toBe(0)
  expect(stdout).toContain(path.join(out, 'comparison.csv'))
  const bench = ['bench', '--model', 'alexnet', '--crop', '99', '--batch', '1', '--repetitions', '1']
  expect(await acuity(temporaryFolder(), bench, bundle)).toMatchObject({ code: 0 })
  const doctor = await acuity(temporaryFolder(), ['doctor'], bundle)
  expect(doctor.stdout).toMatch(/✓ native/)
  expect(doctor.stdout).toMatch(/[✓✗] cuda(?!.*process that tried it died)/)
})
