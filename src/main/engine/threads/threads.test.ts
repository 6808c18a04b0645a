import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { temporaryFolder, writeFiles } from '../../../testing/folders.ts'
import { pump, throttled, WorkerThread } from './index.ts'

type EchoTasks = {
  echo: { input: number; output: number }
  fail: { input: null; output: null }
  crash: { input: null; output: null }
}

function echoWorker(): WorkerThread<EchoTasks> {
  const folder = temporaryFolder()
  const serve = pathToFileURL(path.join(import.meta.dirname, 'serve-tasks.ts')).href
  writeFiles(folder, {
    'worker.mjs': `
      import { serveTasks } from ${JSON.stringify(serve)}
      serveTasks({
        echo: async (n) => { await new Promise((r) => setTimeout(r, n % 3)); return n },
        fail: () => { throw new Error('as asked') },
        crash: () => { setImmediate(() => { throw new Error('the ceiling fell') }); return new Promise(() => {}) },
      })`,
  })
  return new WorkerThread<EchoTasks>(pathToFileURL(path.join(folder, 'worker.mjs')))
}

it('answers each task, in whatever order they come', async () => {
  const worker = echoWorker()
  const answers = await Promise.all([3, 1, 2].map((n) => worker.run('echo', n)))
  expect(answers).toEqual([3, 1, 2])
  await worker.close()
})

it('passes on what a task throws, and lives', async () => {
  const worker = echoWorker()
  await expect(worker.run('fail', null)).rejects.toThrow('as asked')
  expect(worker.alive).toBe(true)
  expect(await worker.run('echo', 7)).toBe(7)
  await worker.close()
})

it('fails every task in hand when the thread dies, and can still be closed', async () => {
  const worker = echoWorker()
  const waiting = [worker.run('crash', null), worker.run('echo', 1)]
  const results = await Promise.allSettled(waiting)
  expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected'])
  await expect(waiting[0]).rejects.toThrow('the ceiling fell')
  expect(worker.alive).toBe(false)
  await worker.close()
  await expect(worker.run('echo', 1)).rejects.toThrow('the ceiling fell')
})

it('finishes what it was given before it closes', async () => {
  const worker = echoWorker()
  const answer = worker.run('echo', 5)
  await worker.close()
  expect(await answer).toBe(5)
})

it('pumps every job through, never more than the lanes at once', async () => {
  const jobs = Array.from({ length: 50 }, (_, i) => i)
  const done: number[] = []
  const inWork = [0, 0]
  const work = async (worker: number, job: number) => {
    inWork[worker] = (inWork[worker] ?? 0) + 1
    expect(inWork[worker]).toBeLessThanOrEqual(2)
    await new Promise(setImmediate)
    inWork[worker] -= 1
    done.push(job)
  }
  await pump([0, 1], 2, () => jobs.shift() ?? null, work)
  expect(done.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i))
})

it('stops pumping at the first failure', async () => {
  let handedOut = 0
  const next = () => handedOut++
  const work = async (_worker: null, job: number) => {
    await new Promise(setImmediate)
    if (job === 3) throw new Error('job 3')
  }
  await expect(pump([null], 2, next, work)).rejects.toThrow('job 3')
  expect(handedOut).toBeLessThan(10)
})

it('lets few of many reports through, and every forced one', async () => {
  let reports = 0
  const report = throttled(() => reports++)
  for (let i = 0; i < 1000; i++) report()
  expect(reports).toBe(1)
  report(true)
  expect(reports).toBe(2)
  await new Promise((resolve) => setTimeout(resolve, 120))
  report()
  expect(reports).toBe(3)
})

/** Starts threads of the engine and ends them, two at a time: how often V8 asks several which WebAssembly code they need. */
function sharedCollections(first: string): number {
  const threads = pathToFileURL(path.join(import.meta.dirname, 'index.ts')).href
  const program = `
    import { setFlagsFromString } from 'node:v8'
    import { WorkerThread } from ${JSON.stringify(threads)}
    ${first}
    const entry = new URL('../eval/pass/evaluate-worker.ts', ${JSON.stringify(threads)})
    for (let pair = 0; pair < 2; pair++)
      await Promise.all([new WorkerThread(entry), new WorkerThread(entry)].map((worker) => worker.close()))`
  const { status, stdout } = spawnSync(
    process.execPath,
    ['--stress-wasm-code-gc', '--trace-wasm-code-gc', '--eval', program],
    // Types that are stripped already would leave the threads without WebAssembly to speak of.
    { encoding: 'utf8', env: { ...process.env, NODE_COMPILE_CACHE: undefined } },
  )
  expect(status).toBe(0)
  return [...stdout.matchAll(/outstanding isolates: [2-9]/g)].length
}

it('never has code of WebAssembly collected, which can end the process, while threads come and go', () => {
  expect(sharedCollections(`setFlagsFromString('--wasm-code-gc')`)).toBeGreaterThan(0)
  expect(sharedCollections('')).toBe(0)
})
