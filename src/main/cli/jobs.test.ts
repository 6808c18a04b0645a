import { afterEach, expect, it, vi } from 'vitest'
import type { Engine } from '../../shared/contract.ts'
import { followBench, followRun } from './jobs.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** What is told on stderr of these events, each of which is long after the one before. */
async function told(
  follow: typeof followRun | typeof followBench,
  events: readonly object[],
  left: readonly string[] = [],
): Promise<string[]> {
  vi.useFakeTimers()
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  let listen: (event: object) => void = () => undefined
  const finish = () => {
    for (const event of events) {
      vi.advanceTimersByTime(10_000)
      listen(event)
    }
    return Promise.resolve({ error: null, status: 'done', warnings: left })
  }
  const on = (_event: string, listener: typeof listen) => {
    listen = listener
    return () => undefined
  }
  const context = {
    engine: { on, call: finish } as unknown as Engine,
    wide: false,
    json: false,
    interrupted: new AbortController().signal,
  }
  await (follow === followRun ? followRun(context, 3) : followBench(context, finish))
  return write.mock.calls.map(([line]) => String(line))
}

it('says of a run what it does, once', async () => {
  const nothingYet = { run: 3, indexed: 20, evaluated: 0, skipped: 0, top1: null, top5: null, warnings: [] }
  const phases = ['preparing', 'measuring', 'evaluating']
  expect(
    await told(
      followRun,
      phases.map((phase) => ({ ...nothingYet, phase })),
    ),
  ).toEqual(['run 3: 0/20 preparing\n', 'run 3: 0/20 measuring\n', 'run 3: 0/20 evaluating\n'])
})

it('says each warning of a run once, as soon as there is one, and which of them holds no longer', async () => {
  const some = { run: 3, phase: 'evaluating', indexed: 20, evaluated: 1, skipped: 0, top1: null, top5: null }
  const events = [[], ['odd'], ['odd', 'low'], ['odd']].map((warnings) => ({ ...some, warnings }))
  const lines = await told(followRun, events, ['odd', 'late'])
  expect(lines.filter((line) => !line.startsWith('run 3'))).toEqual([
    'warning: odd\n',
    'warning: low\n',
    'warning: late\n',
    'this holds no longer, after more images: low\n',
  ])
})

it('says of a benchmark what it does, once', async () => {
  const at = (what: string) => ({ done: 0, total: 1, at: what })
  expect(await told(followBench, [at('preparing VGG_F 99'), at('VGG_F 99, batch 1')])).toEqual([
    'benchmark 0/1 preparing VGG_F 99\n',
    'benchmark 0/1 VGG_F 99, batch 1\n',
  ])
})
