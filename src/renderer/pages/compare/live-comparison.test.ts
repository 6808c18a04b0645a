import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Comparison } from '../../../shared/comparison.ts'
import type { Engine } from '../../../shared/contract.ts'
import { evaluate, sampleEngine, sampleRun, windowDoor } from '../../../testing/engine.ts'
import { patient } from '../../../testing/patience.ts'
import { LiveComparison, type RunNews } from './live-comparison.svelte.ts'

const news = (run: number, evaluated: number, status: RunNews['status'] = 'running'): RunNews => ({
  run,
  status,
  evaluated,
})

/** An engine that takes its time, whose answers hold the ids of the runs and nothing else. */
function slowEngine(answerMs: number) {
  const asked: { runs: unknown; atMs: number }[] = []
  const engine = { reason: null as string | null, asked, most: 0 }
  const start = performance.now()
  let open = 0
  const call = async (_method: string, { runs }: { runs: readonly number[] }): Promise<Comparison> => {
    asked.push({ runs, atMs: Math.round((performance.now() - start) / 10) * 10 })
    engine.most = Math.max(engine.most, ++open)
    await new Promise((resolve) => setTimeout(resolve, answerMs))
    open--
    if (engine.reason !== null) throw new Error(engine.reason)
    return { baseline: runs[0], rows: runs.map((run) => ({ summary: { run } })), warnings: [] } as unknown as Comparison
  }
  return { engine, live: new LiveComparison({ call: call as unknown as Engine['call'] }) }
}

const shown = ({ value }: LiveComparison) => value?.rows.map(({ summary }) => summary.run)

describe('with a clock of its own', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => vi.useRealTimers())

  it('asks once a second while a run goes on, once more at its end, and then no more', async () => {
    const { engine, live } = slowEngine(10)
    for (let evaluated = 1; evaluated <= 25; evaluated++) {
      live.follow([news(1, 240, 'done'), news(2, evaluated)], 1)
      await vi.advanceTimersByTimeAsync(100)
    }
    live.follow([news(1, 240, 'done'), news(2, 25, 'done')], 1)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(engine.asked.map(({ atMs }) => atMs)).toEqual([0, 1000, 2000, 3000])
  })

  it('never asks a second question before the first is answered', async () => {
    const { engine, live } = slowEngine(3000)
    for (let evaluated = 1; evaluated <= 100; evaluated++) {
      live.follow([news(evaluated % 10, evaluated)], 1)
      await vi.advanceTimersByTimeAsync(100)
    }
    expect(engine.most).toBe(1)
    expect(engine.asked.length).toBeLessThanOrEqual(4)
  })

  it('asks at once for other runs, and never shows the answer for those before', async () => {
    const { engine, live } = slowEngine(200)
    live.follow([news(1, 1)], 1)
    await vi.advanceTimersByTimeAsync(500)
    live.follow([news(1, 1), news(2, 1)], 1)
    await vi.advanceTimersByTimeAsync(100)
    live.follow([news(2, 1), news(1, 1)], 1)
    expect(shown(live)).toEqual([1])
    await vi.advanceTimersByTimeAsync(150)
    expect(shown(live)).toEqual([1])
    await vi.advanceTimersByTimeAsync(200)
    expect(shown(live)).toEqual([2, 1])
    expect(engine.asked.map(({ runs }) => runs)).toEqual([[1], [1, 2], [2, 1]])
  })

  it('keeps its figures while an engine is away, and asks the next one', async () => {
    const { engine, live } = slowEngine(10)
    live.follow([news(1, 1)], 1)
    await vi.advanceTimersByTimeAsync(2000)
    engine.reason = 'The engine stopped.'
    live.follow([news(1, 2)], 1)
    await vi.advanceTimersByTimeAsync(2000)
    expect([shown(live), live.failure]).toEqual([[1], 'The engine stopped.'])
    engine.reason = null
    live.follow([news(1, 2)], 2)
    await vi.advanceTimersByTimeAsync(100)
    expect([shown(live), live.failure]).toEqual([[1], null])
  })

  it('shows no figures of other runs beside a failure', async () => {
    const { engine, live } = slowEngine(10)
    live.follow([news(1, 1)], 1)
    await vi.advanceTimersByTimeAsync(100)
    engine.reason = 'There is no run 7.'
    live.follow([news(7, 1)], 1)
    await vi.advanceTimersByTimeAsync(100)
    expect([live.value, live.failure]).toEqual([null, 'There is no run 7.'])
  })

  it('forgets a failure as soon as other runs are chosen, and not for news of the same', async () => {
    const { engine, live } = slowEngine(10)
    engine.reason = 'There is no run 7.'
    live.follow([news(7, 1)], 1)
    await vi.advanceTimersByTimeAsync(100)
    live.follow([news(7, 2)], 1)
    expect(live.failure).toBe('There is no run 7.')
    live.follow([news(1, 1)], 1)
    expect(live.failure).toBeNull()
  })
})

it('ends with what the engine says of the finished run', async () => {
  const engine = await sampleEngine()
  const door = windowDoor(engine)
  const live = new LiveComparison(door)
  const baseline = await evaluate(engine, sampleRun(99, { limit: 40 }))
  const follow = (run: number, status: RunNews['status'], evaluated: number) =>
    live.follow([news(baseline.run, 40, 'done'), news(run, evaluated, status)], 1)
  door.on('run.progress', ({ run, evaluated }) => follow(run, 'running', evaluated))
  const { run } = await evaluate(engine, sampleRun(227, { batch: 1, threads: 1 }))
  follow(run, 'done', 240)
  const ended = await vi.waitUntil(
    () => live.value?.rows.find(({ summary }) => summary.run === run && summary.status === 'done'),
    patient(10_000),
  )
  expect(ended).toEqual((await engine.call('runs.compare', { runs: [baseline.run, run] })).rows[1])
})
