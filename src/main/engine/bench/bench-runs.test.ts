import { cpSync, rmSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { evaluate, sampleEngine, sampleRun } from '../../../testing/engine.ts'
import { temporaryFolder } from '../../../testing/folders.ts'
import { sampleModel } from '../../../testing/sample.ts'

const SHORT = { warmUp: 1, repetitions: 6 }

it('measures the sessions of runs in turn, at their batches, and a comparison takes these in place of their own', async () => {
  const engine = await sampleEngine()
  const large = await evaluate(engine, sampleRun(227, { limit: 2, batch: 2 }))
  const small = await evaluate(engine, sampleRun(99, { limit: 2, batch: 4 }))
  const runs = [large.run, small.run]
  const { sessions } = await engine.call('bench.runs', { runs: [...runs, small.name], threads: 1, ...SHORT })
  expect(sessions).toMatchObject([
    { run: large.run, speed: { batch: 2, sessions: 1, threadsPerSession: 1, repetitions: 6, disturbedBy: [] } },
    { run: small.run, speed: { batch: 4, sessions: 1, threadsPerSession: 1, repetitions: 6, disturbedBy: [] } },
  ])
  const [one, other] = sessions.map(({ speed }) => speed)
  if (!one?.rounds || !other?.rounds) throw new Error('they took turns')
  expect(other.rounds.together).toBe(one.rounds.together)

  const { rows, measured } = await engine.call('runs.compare', { runs, sessions })
  expect(rows.map(({ summary }) => summary.speed.session)).toEqual([one, other])
  expect(rows[1]?.speedup).toBe(other.fps / one.fps)
  const ratios = other.rounds.fps.map((fps, round) => fps / (one.rounds?.fps[round] ?? NaN))
  const [low = NaN, high = NaN] = rows[1]?.speedupInterval ?? []
  expect([low >= Math.min(...ratios), high <= Math.max(...ratios), low <= high]).toEqual([true, true, true])
  expect(measured).toMatch(
    /measured anew for this comparison: the networks in turn, each in one session of 1 thread\.$/,
  )

  // Nothing of it is kept.
  const before = await engine.call('runs.compare', { runs })
  expect(before.measured).toBeNull()
  expect(before.rows.map(({ summary }) => summary.speed)).toEqual([large.speed, small.speed])
})

it('says which model is gone', async () => {
  const engine = await sampleEngine()
  const model = path.join(temporaryFolder(), 'moved.onnx')
  cpSync(sampleModel(99), model)
  const { run } = await evaluate(engine, sampleRun(99, { model, limit: 2 }))
  rmSync(model)
  await expect(engine.call('bench.runs', { runs: [run], ...SHORT })).rejects.toMatchObject({
    code: 'not-found',
    message: expect.stringContaining(`The model moved is gone from ${model}`) as string,
  })
})
