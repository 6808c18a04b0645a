import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { evaluate, sampleEngine, sampleRun } from '../../../testing/engine.ts'
import { temporaryFolder } from '../../../testing/folders.ts'
import type { Advice } from '../../../shared/advice.ts'
import { advised } from '../../../testing/remedies.ts'
import { buildClassifier } from '../model/testing/tiny-models.ts'

it('what answers give reason to say is said while they come, kept with the run, and said once after a resume', async () => {
  const engine = await sampleEngine()
  expect(await evaluate(engine, sampleRun(99))).toMatchObject({ status: 'done', warnings: [] })

  // A network that answers class 3 whatever it sees.
  const model = path.join(temporaryFolder(), 'constant.onnx')
  writeFileSync(model, buildClassifier({ side: 16, scores: Array.from({ length: 12 }, (_, i) => (i === 3 ? 1 : 0)) }))
  const start = {
    ...sampleRun(99, { model }),
    recipe: { fit: 'squash', resize: 18, crop: 16 },
    batch: 4,
    threads: 1,
  } as const
  const said: { evaluated: number; warnings: Advice[] }[] = []
  const unsubscribe = engine.on('run.progress', ({ run, evaluated, warnings }) => {
    said.push({ evaluated, warnings })
    if (evaluated > 110) void engine.call('runs.cancel', { run })
  })
  const stopped = await evaluate(engine, start)
  unsubscribe()
  const always = [advised(/^The answer is class 3 \(.*for at least 99% of the images/, { do: 'diagnose-recipe' })]
  expect(said.at(0)?.warnings).toEqual([])
  expect(said.find(({ warnings }) => warnings.length > 0)?.evaluated).toBeLessThan(240)
  expect(stopped).toMatchObject({ status: 'interrupted', warnings: always })
  await engine.call('runs.resume', { run: stopped.run })
  expect(await engine.call('runs.wait', { run: stopped.run })).toMatchObject({ status: 'done', warnings: always })

  // Labels that are off by two, on the other side of the same table.
  const shifted = await evaluate(engine, sampleRun(227, { classOffset: 2 }))
  const matched = { do: 'adopt-order', run: shifted.run, order: 'outputs-matched' } as const
  expect(shifted.warnings).toEqual([
    advised(/^Top-1 is 0\.8% as given, and \d\d\.\d% if each output means the class/, matched),
  ])
  const { warnings } = await engine.call('runs.compare', { runs: [stopped.run, shifted.run] })
  expect(warnings.join('\n')).toMatch(/\(run 2\): The answer is class 3 [^]*\(run 3\): Top-1 is 0\.8% as given/)
})

it('a recipe of other pixels is said at the start', async () => {
  const engine = await sampleEngine()
  const said: Advice[][] = []
  engine.on('run.progress', ({ phase, warnings }) => phase === 'preparing' && said.push(warnings))
  const recipe = { fit: 'squash', resize: 128, crop: 99, mean: [0.485, 0.456, 0.406] } as const
  const { warnings } = await evaluate(
    engine,
    sampleRun(99, { recipe: { ...recipe, mean: [0.485, 0.456, 0.406] }, sample: 4 }),
  )
  expect(warnings).toEqual([advised(/Multiply by 255\.$/, { do: 'set', values: { mean: [123.675, 116.28, 103.53] } })])
  expect(said[0]).toEqual(warnings)
})
