import { copyFileSync, cpSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { acuity } from '../../../testing/command.ts'
import { evaluate, newEngine, sampleEngine, sampleRun } from '../../../testing/engine.ts'
import { temporaryFolder } from '../../../testing/folders.ts'
import { sampleDataset, sampleModel, sampleRecipe } from '../../../testing/sample.ts'

/** As earlier versions wrote it: anything could be a name, and several runs could have the same. */
function rename(home: string, table: 'runs' | 'datasets', id: number, name: string): void {
  const db = new Sqlite(path.join(home, 'acuity.db'))
  db.prepare(`UPDATE ${table} SET name = ? WHERE id = ?`).run(name, id)
  db.close()
}

it('takes a number for an id wherever a run is named, and tells runs of one name apart', async () => {
  const home = temporaryFolder()
  const engine = await sampleEngine(home)
  const start = async (name?: string) => (await evaluate(engine, sampleRun(99, { limit: 2, name }))).name
  const nameOf = async (run: string | number) => (await engine.call('runs.get', { run })).name

  expect([await start(), await start(), await start('mine')]).toEqual([
    'sample_net_99 128/99',
    'sample_net_99 128/99 (2)',
    'mine',
  ])
  for (const name of ['3', '03', ' 3 ', '3.0', '+3', ' ', 'a\nb', 'a\u001B[2Jb'])
    await expect(start(name), JSON.stringify(name)).rejects.toMatchObject({ code: 'invalid-input' })
  await expect(start('mine')).rejects.toMatchObject({
    code: 'already-exists',
    message: 'Run 3 is called mine already.',
    details: {
      remedies: [
        { do: 'change', option: 'name', to: 'another' },
        { do: 'leave-out', option: 'name' },
      ],
    },
  })
  const again = await engine.call('runs.again', { run: '02' })
  await engine.call('runs.wait', again)
  expect(await nameOf(again.run)).toBe('sample_net_99 128/99 (3)')
  await expect(engine.call('runs.again', { run: 1, name: 'mine' })).rejects.toMatchObject({ code: 'already-exists' })
  await expect(engine.call('runs.again', { run: 1, name: '7' })).rejects.toMatchObject({ code: 'invalid-input' })
  expect(await engine.call('runs.list', {})).toHaveLength(4)

  // What an earlier version called `3` hides run 3 no more, and is told of where no run has that id.
  rename(home, 'runs', 1, '3')
  rename(home, 'runs', 2, '17')
  for (const text of ['3', ' 03', '+3', '3.0']) expect(await nameOf(text)).toBe('mine')
  await expect(nameOf('17')).rejects.toThrow('There is no run 17: a number is an id; what is called so is run 2.')
  rename(home, 'runs', 1, 'mine')
  for (const call of [
    () => nameOf('mine'),
    () => engine.call('runs.compare', { runs: [2, 'mine'] }),
    () => engine.call('runs.resume', { run: 'mine' }),
    () => engine.call('reports.render', { run: 'mine', as: 'summary', format: 'csv' }),
  ])
    await expect(call()).rejects.toMatchObject({
      code: 'invalid-input',
      message: '2 runs are called mine (1, 3): name one of them by its id.',
    })
})

it('gives folders and model files that are called by a number names that are none; old ones stay in reach', async () => {
  const home = temporaryFolder()
  const folders = path.join(temporaryFolder(), 'photos')
  const folder = path.join(folders, '2')
  const model = path.join(folders, '5.onnx')
  mkdirSync(folders)
  cpSync(path.join(sampleDataset), folder, { recursive: true })
  copyFileSync(sampleModel(99), model)
  const engine = newEngine(home)
  const indexed = await engine.call('datasets.index', { folder })
  expect(indexed).toMatchObject({ dataset: 1, name: 'photos-2' })
  expect(await engine.call('models.add', { file: model })).toMatchObject({ name: 'photos-5' })
  await expect(engine.call('datasets.index', { folder, name: '2' })).rejects.toMatchObject({ code: 'invalid-input' })
  await engine.call('datasets.index', { folder: sampleDataset, name: 'sample' })
  const datasetOf = async (dataset: string | number) =>
    (await evaluate(engine, sampleRun(99, { dataset, limit: 1 }))).dataset
  expect([await datasetOf('1'), await datasetOf(2), await datasetOf('02')]).toEqual(['photos-2', 'sample', 'sample'])

  rename(home, 'datasets', 1, '2012')
  expect(await datasetOf('2012')).toBe('2012')
  expect(await engine.call('datasets.reindex', { dataset: 1 })).toMatchObject({ name: '2012', unchanged: 240 })
  await expect(engine.call('cache.clear', { dataset: '2012' })).resolves.toMatchObject({ files: 1 })
  rename(home, 'datasets', 1, '2')
  expect(await datasetOf(2)).toBe('sample')
  await expect(datasetOf('2')).rejects.toThrow('2 is the id of the dataset sample, and also what dataset 1 is called')
  await expect(engine.call('cache.clear', { dataset: '2' })).rejects.toMatchObject({ code: 'invalid-input' })
  await engine.close()

  const evaluation = ['--model', sampleModel(99), '--recipe', sampleRecipe(99), '--limit', '1', '--json']
  const byId = await acuity(home, ['evaluate', '--dataset', '1', ...evaluation])
  expect(byId.stderr).toContain(`dataset 1: 2, ${folder}`)
  expect(JSON.parse(byId.stdout)).toMatchObject({ dataset: '2', datasetRoot: folder })
  const refused = await acuity(home, ['evaluate', '--dataset', '1', ...evaluation, '--name', '3'])
  expect(refused).toMatchObject({ code: 2, stdout: '' })
  expect(refused.stderr).toContain('A number always stands for an id')
})
