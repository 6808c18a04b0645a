import { closeSync, cpSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { Diagnosis } from '../../shared/diagnosis.ts'
import { acuity } from '../../testing/command.ts'
import { evaluate, sampleEngine, sampleRun } from '../../testing/engine.ts'
import { temporaryFolder } from '../../testing/folders.ts'
import { diagnoseHome } from '../engine/index.ts'

const fileOf = (home: string) => path.join(home, 'acuity.db')

/** Still with its log beside it: as it would be found after a crash. */
function change(home: string, sql: string): void {
  const raw = new Sqlite(fileOf(home))
  raw.pragma('foreign_keys = OFF')
  raw.exec(sql)
  raw.close()
}

it('finds whatever a database says twice and does not agree with itself in', async () => {
  const home = temporaryFolder()
  const engine = await sampleEngine(home)
  await evaluate(engine, sampleRun(99, { limit: 20 }))
  expect((await engine.call('engine.diagnose', { integrity: true })).database).toMatchObject({
    works: true,
    problems: [],
  })
  await engine.close()
  const whole = temporaryFolder()
  cpSync(home, whole, { recursive: true })

  change(home, 'UPDATE runs SET top1_correct = top1_correct + 1; UPDATE datasets SET images = 241')
  change(
    home,
    'INSERT INTO predictions SELECT 99, image_id, rank, top1, p1, classes, probabilities FROM predictions LIMIT 1',
  )
  const { problems } = (await diagnoseHome(home, false)).database
  expect(problems).toHaveLength(3)
  expect(problems[0]).toBe('1 of the predictions belong to runs that are not there.')
  expect(problems[1]).toMatch(/^Run 1 says 20 evaluated, (\d+) and \d+ right .*; its predictions say 20 evaluated/)
  expect(problems[2]).toMatch(/^sample says 241 images, and has 240/)

  // A page of zeros, as a failing disk leaves.
  const raw = new Sqlite(fileOf(whole))
  const page = Number(raw.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'predictions'").pluck().get())
  raw.close()
  const descriptor = openSync(fileOf(whole), 'r+')
  writeSync(descriptor, Buffer.alloc(4096), 0, 4096, (page - 1) * 4096)
  closeSync(descriptor)
  const before = readFileSync(fileOf(whole))
  const { code, stdout, stderr } = await acuity(whole, ['doctor', '--integrity'])
  expect(code).toBe(1)
  expect(stdout).toContain('✓ cpu')
  expect(stdout).toMatch(/✗ database .*\n {2}It cannot be read through: database disk image is malformed\.\n/)
  expect(stderr).toMatch(/^acuity: \d+ problems? with .*acuity\.db: copy it before anything else/)
  expect(readFileSync(fileOf(whole)).equals(before)).toBe(true)
})

it('says what works on a machine whose database cannot be opened', async () => {
  const home = temporaryFolder()
  writeFileSync(fileOf(home), 'this is a diary, not a database. '.repeat(100))
  const { code, stdout, stderr } = await acuity(home, ['doctor', '--json'])
  const { providers, decoders, database } = Diagnosis.parse(JSON.parse(stdout))
  expect(providers).toContainEqual(expect.objectContaining({ provider: 'cpu', works: true }))
  expect(decoders.some(({ works }) => works)).toBe(true)
  expect(database).toMatchObject({ works: false, version: null })
  expect(database.problems[0]).toMatch(/is damaged, or no database of Acuity/)
  expect([code, stderr.trim().split('\n').length]).toEqual([1, 1])
})

it('tells nobody to move away a database that a newer version wrote', async () => {
  const home = temporaryFolder()
  change(home, 'PRAGMA user_version = 999')
  const { code, stdout, stderr } = await acuity(home, ['doctor'])
  expect(code).toBe(1)
  expect(stdout).toMatch(/✗ database .*, not opened, .*\n {2}.* was written by a newer version of Acuity/)
  expect(stderr).toMatch(/^acuity: .* was written by a newer version of Acuity .*: update Acuity/)
  expect(stderr).not.toContain('move it away')
})
